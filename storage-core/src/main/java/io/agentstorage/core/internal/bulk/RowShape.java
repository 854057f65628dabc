// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.bulk.RowEncoder;
import java.util.List;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * What rows that give the same columns have in common, worked out once. One thread encodes with it, another writes with
 * its statements.
 */
final class RowShape {
  private final RowEncoder encoder;
  private final int[] keyPlaces;
  private final TableStatements statements;

  RowShape(Table<?> table, List<Field<?>> columns, Dialect dialect) {
    this.encoder = new RowEncoder(dialect, columns);
    this.keyPlaces = TableKeys.of(table).stream().mapToInt(columns::indexOf).toArray();
    this.statements = new TableStatements(table, columns);
  }

  ShapedRow encode(@Nullable Object[] values) {
    return new ShapedRow(this, encoder.encode(values));
  }

  /** Where the value of each column of the key is. */
  int[] keyPlaces() {
    return keyPlaces;
  }

  TableStatements statements() {
    return statements;
  }
}
