// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.ANNOTATION_SET;

import io.agentstorage.codegen.types.AnnotationSetId;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.bulk.BulkInsert;
import io.agentstorage.core.spi.bulk.RowEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jooq.Converter;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Stores each distinct set of annotations once, and finds it again by its digest. Not thread-safe. */
final class AnnotationSets {
  private final ClusterId cluster;
  private final StoredSets<AnnotationSetId, AnnotationSetContent> sets;
  private final BulkInsert insert =
      new BulkInsert(
          ANNOTATION_SET,
          List.of(
              ANNOTATION_SET.CLUSTER_ID,
              ANNOTATION_SET.ID,
              ANNOTATION_SET.DIGEST,
              ANNOTATION_SET.BYTES,
              ANNOTATION_SET.CONTENT),
          List.of(ANNOTATION_SET.CLUSTER_ID, ANNOTATION_SET.DIGEST),
          BulkInsert.Order.ANY);

  AnnotationSets(ClusterId cluster, int cachedSets) {
    this.cluster = cluster;
    this.sets =
        new StoredSets<>(
            cluster,
            ANNOTATION_SET.CLUSTER_ID,
            ANNOTATION_SET.DIGEST,
            ANNOTATION_SET.ID,
            AnnotationSetId::new,
            cachedSets);
  }

  /** Makes sure that all of these are stored; {@link #id} then knows them. */
  void store(DSLContext tx, Collection<AnnotationSetContent> wanted) {
    sets.store(tx, wanted, this::insert);
  }

  AnnotationSetId id(AnnotationSetContent content) {
    return sets.id(content);
  }

  void committed() {
    sets.committed();
  }

  void forget() {
    sets.forget();
  }

  /** Makes what the driver takes for the annotations themselves. */
  @SuppressWarnings("unchecked") // the converter of this column
  static Function<Map<String, String>, Object> packer(Dialect dialect) {
    Converter<Object, Map<String, String>> converter =
        (Converter<Object, Map<String, String>>) dialect.converter(ANNOTATION_SET.CONTENT);
    return annotations -> Objects.requireNonNull(converter.to(annotations));
  }

  private int[] insert(DSLContext tx, List<AnnotationSetContent> contents, long firstId) {
    Dialect dialect = Dialect.of(tx.configuration());
    // All but the annotations, which may have been packed before.
    RowEncoder encoder = new RowEncoder(dialect, insert.columns().subList(0, 4));
    Function<Map<String, String>, Object> packer = packer(dialect);
    List<@Nullable Object[]> rows = new ArrayList<>(contents.size());
    for (int i = 0; i < contents.size(); i++) {
      AnnotationSetContent content = contents.get(i);
      rows.add(
          encoder.encode(
              new @Nullable Object[] {
                cluster,
                new AnnotationSetId(firstId + i),
                content.digest(),
                content.bytes(),
                content.packed(packer)
              }));
    }
    return insert.run(tx, rows);
  }
}
