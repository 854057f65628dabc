// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.ANNOTATION_SET;

import io.agentstorage.codegen.types.AnnotationSetId;
import io.agentstorage.codegen.types.Digest;
import io.agentstorage.core.model.ClusterId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;

/** Stores each distinct set of annotations once, and finds it again by its digest. Not thread-safe. */
final class AnnotationSets {
  private final ClusterId cluster;
  private final StoredSets<AnnotationSetId> sets;

  AnnotationSets(ClusterId cluster) {
    this.cluster = cluster;
    this.sets =
        new StoredSets<>(
            cluster, ANNOTATION_SET.CLUSTER_ID, ANNOTATION_SET.DIGEST, ANNOTATION_SET.ID);
  }

  /** Makes sure that all of these are stored; {@link #id} then knows them. */
  void store(DSLContext tx, Collection<AnnotationSetContent> wanted) {
    Map<Digest, AnnotationSetContent> byDigest = new LinkedHashMap<>();
    wanted.forEach(content -> byDigest.put(content.digest(), content));
    Map<Digest, AnnotationSetContent> unknown = sets.withoutStored(tx, byDigest);
    if (!unknown.isEmpty()) {
      insert(tx, unknown.values());
    }
  }

  AnnotationSetId id(Digest digest) {
    return sets.id(digest);
  }

  void committed() {
    sets.committed();
  }

  void forget() {
    sets.forget();
  }

  private void insert(DSLContext tx, Collection<AnnotationSetContent> contents) {
    long next = sets.nextId(tx);
    List<Field<?>> columns =
        List.of(
            ANNOTATION_SET.CLUSTER_ID,
            ANNOTATION_SET.ID,
            ANNOTATION_SET.DIGEST,
            ANNOTATION_SET.BYTES,
            ANNOTATION_SET.CONTENT);
    Query insert =
        tx.insertInto(ANNOTATION_SET).columns(columns).values(Limits.parameters(columns));
    try (RenderedBatch batch = new RenderedBatch(tx, insert, columns)) {
      for (AnnotationSetContent content : contents) {
        AnnotationSetId id = new AnnotationSetId(next++);
        batch.add(cluster, id, content.digest(), content.bytes(), content.annotations());
        sets.put(content.digest(), id);
      }
      batch.execute();
    }
  }
}
