// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Changes many rows, each found by its key, with one statement that is rendered once. For one database, used by one
 * thread.
 */
public final class BulkUpdate {
  private static final String PREFIX = "bulk_update_value_";
  private static final Pattern NAMES = Pattern.compile(":" + PREFIX + "([0-9]+)");

  private final List<Field<?>> columns;
  private final Statement statement;
  private @Nullable String sql;
  private List<Field<?>> parameters = List.of();
  private int[] places = {};

  /** A column's value in a row of the input. */
  @FunctionalInterface
  public interface Values {

    /**
     * The value of a column.
     *
     * @param column one of the columns of the input
     * @param <V> its type
     * @return an expression for it
     */
    <V> Field<V> of(Field<V> column);
  }

  /** What changes a row. */
  @FunctionalInterface
  public interface Statement {

    /**
     * Makes the statement.
     *
     * @param tx a transaction
     * @param values the values of the row of the input
     * @return an update of the one row with the key of that row, if it differs
     */
    Query of(DSLContext tx, Values values);
  }

  /**
   * An update.
   *
   * @param columns which columns each row of the input gives, the key among them
   * @param statement changes one row by them
   */
  public BulkUpdate(List<? extends Field<?>> columns, Statement statement) {
    this.columns = List.copyOf(columns);
    this.statement = statement;
  }

  /**
   * Which columns a row of the input gives.
   *
   * @return the columns, in the order of the values
   */
  public List<Field<?>> columns() {
    return columns;
  }

  /**
   * Changes rows, one after the other.
   *
   * @param tx a write transaction
   * @param rows the values of each, as {@link RowEncoder} gave them
   * @return for each row 1 if it changed something, else 0
   */
  public int[] run(DSLContext tx, List<@Nullable Object[]> rows) {
    String rendered = sql == null ? render(tx) : sql;
    @Nullable Object[] values = new Object[places.length];
    try (RenderedBatch batch = new RenderedBatch(tx, rendered, parameters)) {
      for (@Nullable Object[] row : rows) {
        for (int i = 0; i < values.length; i++) {
          values[i] = row[places[i]];
        }
        batch.addEncoded(values);
      }
      return batch.execute();
    }
  }

  /** A column is in the statement as often as it says; its name there tells in which order they are bound. */
  private String render(DSLContext tx) {
    Query query =
        statement.of(
            tx,
            new Values() {
              @Override
              public <V> Field<V> of(Field<V> column) {
                int place = columns.indexOf(column);
                if (place < 0) {
                  throw new IllegalArgumentException(column + " is no column of the input");
                }
                return DSL.param(PREFIX + place, column);
              }
            });
    List<Field<?>> found = new ArrayList<>();
    List<Integer> at = new ArrayList<>();
    Matcher names = NAMES.matcher(tx.renderNamedParams(query));
    String rendered =
        names.replaceAll(
            name -> {
              int place = Integer.parseInt(name.group(1));
              at.add(place);
              found.add(columns.get(place));
              return "?";
            });
    parameters = List.copyOf(found);
    places = at.stream().mapToInt(Integer::intValue).toArray();
    sql = rendered;
    return rendered;
  }
}
