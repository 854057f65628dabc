// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertValuesStepN;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * An insert of so many rows, whose parameters are numbered: those of a column whose value all rows share come first, and
 * are one in all rows. Immutable.
 */
final class RowsStatement {
  private static final String PREFIX = "bulk_insert_value_";
  private static final Pattern NAMES = Pattern.compile(":" + PREFIX + "([0-9]+)");

  private final String sql;
  private final int[] types;
  private final long shared;
  private final int width;

  private RowsStatement(String sql, int[] types, long shared, int width) {
    this.sql = sql;
    this.types = types;
    this.shared = shared;
    this.width = width;
  }

  /**
   * Renders one.
   *
   * @param shared the columns whose value all rows share, a bit for each
   */
  static RowsStatement render(
      DSLContext tx, Table<?> table, List<Field<?>> columns, long shared, int rows) {
    List<Field<?>> parameters = new ArrayList<>();
    List<Field<?>> row = new ArrayList<>(columns);
    for (int i = 0; i < columns.size(); i++) {
      if (isShared(shared, i)) {
        row.set(i, numbered(parameters, columns.get(i)));
      }
    }
    InsertValuesStepN<?> insert = tx.insertInto(table).columns(columns);
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < columns.size(); i++) {
        if (!isShared(shared, i)) {
          row.set(i, numbered(parameters, columns.get(i)));
        }
      }
      insert = insert.values(List.copyOf(row));
    }
    Matcher names = NAMES.matcher(tx.renderNamedParams(insert));
    return new RowsStatement(
        names.replaceAll("?$1"), types(columns, parameters), shared, columns.size());
  }

  /** For each column once: jOOQ makes a configuration of its own to tell one. */
  private static int[] types(List<Field<?>> columns, List<Field<?>> parameters) {
    Map<Field<?>, Integer> types = new HashMap<>();
    columns.forEach(column -> types.put(column, column.getDataType().getSQLType()));
    return parameters.stream().mapToInt(types::get).toArray();
  }

  /** The statement. */
  String sql() {
    return sql;
  }

  /** The types of its parameters, of {@link java.sql.Types}. */
  int[] types() {
    return types;
  }

  private static Field<?> numbered(List<Field<?>> parameters, Field<?> column) {
    parameters.add(column);
    return DSL.param(PREFIX + parameters.size(), column);
  }

  /** What the parameters are for some rows, as many as the statement has. */
  @Nullable Object[] values(List<@Nullable Object[]> rows) {
    @Nullable Object[] values = new Object[types.length];
    int at = 0;
    for (int i = 0; i < width; i++) {
      if (isShared(shared, i)) {
        values[at++] = rows.get(0)[i];
      }
    }
    for (@Nullable Object[] row : rows) {
      for (int i = 0; i < width; i++) {
        if (!isShared(shared, i)) {
          values[at++] = row[i];
        }
      }
    }
    return values;
  }

  private static boolean isShared(long shared, int column) {
    return (shared >>> column & 1) == 1;
  }
}
