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
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;

/** Stores each distinct set of annotations once, and finds it again by its digest. Not thread-safe. */
final class AnnotationSets {
  private final ClusterId cluster;
  private final IdCache<Digest, AnnotationSetId> sets = new IdCache<>(Limits.CACHED_SETS);

  AnnotationSets(ClusterId cluster) {
    this.cluster = cluster;
  }

  /** Makes sure that all of these are stored; {@link #id} then knows them. */
  void store(DSLContext tx, Collection<AnnotationSetContent> wanted) {
    Map<Digest, AnnotationSetContent> unknown = new LinkedHashMap<>();
    for (AnnotationSetContent content : wanted) {
      if (sets.get(content.digest()) == null) {
        unknown.put(content.digest(), content);
      }
    }
    for (List<Digest> some : Limits.portions(List.copyOf(unknown.keySet()))) {
      tx.select(ANNOTATION_SET.DIGEST, ANNOTATION_SET.ID)
          .from(ANNOTATION_SET)
          .where(ANNOTATION_SET.CLUSTER_ID.eq(cluster))
          .and(ANNOTATION_SET.DIGEST.in(some))
          .forEach(
              row -> {
                sets.put(row.value1(), row.value2());
                unknown.remove(row.value1());
              });
    }
    if (!unknown.isEmpty()) {
      insert(tx, unknown.values());
    }
  }

  AnnotationSetId id(Digest digest) {
    return Objects.requireNonNull(sets.get(digest), "store() was not asked for this set");
  }

  void committed() {
    sets.commit();
  }

  void forget() {
    sets.clear();
  }

  private void insert(DSLContext tx, Collection<AnnotationSetContent> contents) {
    long next = NextId.of(tx, cluster, ANNOTATION_SET.CLUSTER_ID, ANNOTATION_SET.ID);
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
