// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Compares keys. */
final class RowKeys {
  private RowKeys() {}

  /** That the stored row has the key of the row of the input. */
  static Condition same(List<Field<?>> key, BulkUpdate.Values values) {
    Condition same = DSL.noCondition();
    for (Field<?> column : key) {
      same = same.and(same(column, values));
    }
    return same;
  }

  private static <V> Condition same(Field<V> column, BulkUpdate.Values values) {
    return column.eq(values.of(column));
  }
}
