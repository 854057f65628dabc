// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.model.ClusterId;
import org.jooq.DSLContext;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/** Numbers new rows of a cluster. Right only in a write transaction, where nobody else can number. */
final class NextId {
  private NextId() {}

  /** One more than the largest number, 1 where there is none. */
  static long of(
      DSLContext tx,
      ClusterId cluster,
      TableField<?, ClusterId> clusterColumn,
      TableField<?, ?> idColumn) {
    Long max =
        tx.select(DSL.max(idColumn.coerce(Long.class)))
            .from(idColumn.getTable())
            .where(clusterColumn.eq(cluster))
            .fetchSingle()
            .value1();
    return max == null ? 1 : max + 1;
  }
}
