// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.spi.bulk.RenderedQuery;
import org.jooq.DSLContext;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Numbers new rows of a cluster. Right only in a write transaction, where nobody else can number. For one database, used
 * by one thread.
 */
final class NextId {
  private final ClusterId cluster;
  private final TableField<?, ClusterId> clusterColumn;
  private final TableField<?, ?> idColumn;
  private @Nullable String sql;

  NextId(ClusterId cluster, TableField<?, ClusterId> clusterColumn, TableField<?, ?> idColumn) {
    this.cluster = cluster;
    this.clusterColumn = clusterColumn;
    this.idColumn = idColumn;
  }

  /** One more than the largest number, 1 where there is none. */
  long in(DSLContext tx) {
    long[] largest = {0};
    try (RenderedQuery query = new RenderedQuery(tx, sql == null ? render(tx) : sql)) {
      query.set(1, clusterColumn.getConverter().to(cluster));
      query.run(row -> largest[0] = row.getLong(1)); // 0 for NULL
    }
    return largest[0] + 1;
  }

  private String render(DSLContext tx) {
    String rendered =
        tx.select(DSL.max(idColumn))
            .from(idColumn.getTable())
            .where(clusterColumn.eq(DSL.param(clusterColumn)))
            .getSQL();
    sql = rendered;
    return rendered;
  }
}
