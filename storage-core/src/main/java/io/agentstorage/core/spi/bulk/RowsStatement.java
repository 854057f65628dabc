// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

import java.util.ArrayList;
import java.util.List;
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
 *
 * @param sql the statement
 * @param parameters the columns whose types the parameters have
 * @param shared the columns whose value all rows share, a bit for each
 * @param width how many columns a row has
 */
record RowsStatement(String sql, List<Field<?>> parameters, long shared, int width) {
  private static final String PREFIX = "bulk_insert_value_";
  private static final Pattern NAMES = Pattern.compile(":" + PREFIX + "([0-9]+)");

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
        names.replaceAll("?$1"), List.copyOf(parameters), shared, columns.size());
  }

  private static Field<?> numbered(List<Field<?>> parameters, Field<?> column) {
    parameters.add(column);
    return DSL.param(PREFIX + parameters.size(), column);
  }

  /** What the parameters are for some rows, as many as the statement has. */
  @Nullable Object[] values(List<@Nullable Object[]> rows) {
    @Nullable Object[] values = new Object[parameters.size()];
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
