// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A typed statement about one row that is rendered once and run for many, one at a time: to build and render it takes
 * longer than SQLite takes to run it. A value of the row may be in it more than once. Thread-safe; for one database.
 */
public final class RowStatement {
  private static final String PREFIX = "value_of_row_";
  private static final Pattern NAMES = Pattern.compile(":" + PREFIX + "([0-9]+)");

  private final String sql;
  private final List<Field<?>> parameters;
  private final int[] types;
  private final int[] places;

  private RowStatement(String sql, List<Field<?>> parameters, List<Integer> places) {
    this.sql = sql;
    this.parameters = List.copyOf(parameters);
    this.types =
        parameters.stream().mapToInt(column -> column.getDataType().getSQLType()).toArray();
    this.places = places.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Reads a row.
   *
   * @param <T> what it becomes
   */
  @FunctionalInterface
  public interface Reader<T> {

    /**
     * Reads the row that the result is at.
     *
     * @param row the result
     * @return what it becomes
     * @throws SQLException if the driver does
     */
    T read(ResultSet row) throws SQLException;
  }

  /**
   * Renders a statement. Each parameter has a name that tells which value it is, because the order in which they are
   * bound is that of the SQL.
   *
   * @param tx a transaction
   * @param columns the columns whose values a row has
   * @param statement makes the statement of the values; it has no other parameters
   * @return the statement
   */
  public static RowStatement render(
      DSLContext tx,
      List<? extends Field<?>> columns,
      Function<BulkUpdate.Values, ? extends Query> statement) {
    BulkUpdate.Values values =
        new BulkUpdate.Values() {
          @Override
          public <V> Field<V> of(Field<V> column) {
            int place = columns.indexOf(column);
            if (place < 0) {
              throw new IllegalArgumentException(column + " is no column of the row");
            }
            return DSL.param(PREFIX + place, column);
          }
        };
    List<Field<?>> parameters = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    Matcher names = NAMES.matcher(tx.renderNamedParams(statement.apply(values)));
    String sql =
        names.replaceAll(
            name -> {
              int place = Integer.parseInt(name.group(1));
              places.add(place);
              parameters.add(columns.get(place));
              return "?";
            });
    return new RowStatement(sql, parameters, places);
  }

  /** The statement, with a question mark for each parameter. */
  String sql() {
    return sql;
  }

  /** The columns whose types the parameters have. */
  List<Field<?>> parameters() {
    return parameters;
  }

  /** The values of the parameters for a row. */
  @Nullable Object[] values(@Nullable Object[] row) {
    @Nullable Object[] values = new @Nullable Object[places.length];
    for (int i = 0; i < places.length; i++) {
      values[i] = row[places[i]];
    }
    return values;
  }

  /**
   * Runs it.
   *
   * @param tx the transaction
   * @param row the values, as {@link RowEncoder} gave them
   * @return how many rows of the table it changed
   */
  public int execute(DSLContext tx, @Nullable Object... row) {
    try (Run run = new Run(tx, row)) {
      return run.execute();
    }
  }

  /**
   * Runs it, where it is a query or returns what it changed.
   *
   * @param tx the transaction
   * @param reader reads the first row of the result
   * @param row the values, as {@link RowEncoder} gave them
   * @param <T> what a row of the result becomes
   * @return what the first one became, or null if there is none
   */
  public <T> @Nullable T first(DSLContext tx, Reader<T> reader, @Nullable Object... row) {
    try (Run run = new Run(tx, row)) {
      return run.first(reader);
    }
  }

  /** It being run for a row. */
  private final class Run extends RenderedStatement {
    private final @Nullable Object[] row;

    Run(DSLContext tx, @Nullable Object[] row) {
      super(tx, sql);
      this.row = row;
    }

    int execute() {
      try {
        bind();
        return statement().executeUpdate();
      } catch (SQLException e) {
        throw translate(e);
      }
    }

    <T> @Nullable T first(Reader<T> reader) {
      try {
        bind();
        try (ResultSet rows = statement().executeQuery()) {
          return rows.next() ? reader.read(rows) : null;
        }
      } catch (SQLException e) {
        throw translate(e);
      }
    }

    private void bind() throws SQLException {
      for (int i = 0; i < places.length; i++) {
        bind(i, row[places[i]], types[i]);
      }
    }
  }
}
