// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.codegen.types.Digest;
import io.agentstorage.core.model.ClusterId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.TableField;

/** The ids of sets that are stored, found by their digests and remembered. Not thread-safe. */
final class StoredSets<I> {
  private final ClusterId cluster;
  private final TableField<?, ClusterId> clusterColumn;
  private final TableField<?, Digest> digestColumn;
  private final TableField<?, I> idColumn;
  private final IdCache<Digest, I> ids = new IdCache<>(Limits.CACHED_SETS);

  StoredSets(
      ClusterId cluster,
      TableField<?, ClusterId> clusterColumn,
      TableField<?, Digest> digestColumn,
      TableField<?, I> idColumn) {
    this.cluster = cluster;
    this.clusterColumn = clusterColumn;
    this.digestColumn = digestColumn;
    this.idColumn = idColumn;
  }

  /** Those of these contents, by digest, that are not stored. */
  <C> Map<Digest, C> withoutStored(DSLContext tx, Map<Digest, C> wanted) {
    Map<Digest, C> unknown = new LinkedHashMap<>(wanted);
    unknown.keySet().removeIf(digest -> ids.get(digest) != null);
    for (List<Digest> some : Limits.portions(List.copyOf(unknown.keySet()))) {
      tx.select(digestColumn, idColumn)
          .from(idColumn.getTable())
          .where(clusterColumn.eq(cluster))
          .and(digestColumn.in(some))
          .forEach(
              row -> {
                ids.put(row.value1(), row.value2());
                unknown.remove(row.value1());
              });
    }
    return unknown;
  }

  /** A number for the first of some new sets; the next ones follow it. */
  long nextId(DSLContext tx) {
    return NextId.of(tx, cluster, clusterColumn, idColumn);
  }

  void put(Digest digest, I id) {
    ids.put(digest, id);
  }

  I id(Digest digest) {
    return Objects.requireNonNull(ids.get(digest), "store() was not asked for this set");
  }

  void committed() {
    ids.commit();
  }

  void forget() {
    ids.clear();
  }
}
