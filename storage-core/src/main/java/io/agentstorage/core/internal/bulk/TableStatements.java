// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.spi.bulk.BulkInsert;
import io.agentstorage.core.spi.bulk.BulkUpdate;
import io.agentstorage.core.spi.bulk.BulkUpsert;
import io.agentstorage.core.spi.bulk.Effect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What is run for rows that give the same columns. */
final class TableStatements {
  private final Table<?> table;
  private final List<Field<?>> key;
  private final List<Field<?>> others;
  private final BulkUpsert upsert;

  TableStatements(Table<?> table, List<Field<?>> columns) {
    this.table = table;
    this.key = TableKeys.of(table);
    this.others = columns.stream().<Field<?>>map(c -> c).filter(c -> !key.contains(c)).toList();
    this.upsert =
        new BulkUpsert(
            new BulkInsert(table, columns, key, BulkInsert.Order.OF_INDEXES),
            others.isEmpty() ? null : new BulkUpdate(table, columns, key, order(), this::change));
  }

  Effect[] write(DSLContext tx, List<@Nullable Object[]> rows, boolean updating) {
    return upsert.run(tx, rows, updating);
  }

  /** A value of another unique key may be one that an earlier row gives up. */
  private BulkUpdate.Order order() {
    return table.getKeys().stream()
            .filter(unique -> !unique.equals(table.getPrimaryKey()))
            .anyMatch(unique -> unique.getFields().stream().anyMatch(others::contains))
        ? BulkUpdate.Order.OF_INPUT
        : BulkUpdate.Order.ANY;
  }

  private BulkUpdate.Change change(BulkUpdate.Values values) {
    Map<Field<?>, Field<?>> set = new LinkedHashMap<>();
    Condition differs = DSL.noCondition();
    for (Field<?> column : others) {
      set.put(column, values.of(column));
      differs = differs.or(differs(column, values));
    }
    return new BulkUpdate.Change(set, differs);
  }

  private static <V> Condition differs(Field<V> column, BulkUpdate.Values values) {
    return column.isDistinctFrom(values.of(column));
  }
}
