// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/**
 * A typed statement that is rendered and prepared once and run for many rows. jOOQ's own batch makes a parameter object
 * with a data type of its own for each value, which costs more than SQLite's insert does; here the values go through the
 * converters of their columns straight to the driver. Used within one transaction by one thread.
 */
public final class RenderedBatch extends RenderedStatement {
  private final List<? extends Field<?>> columns;
  private @Nullable RowEncoder encoder;
  private final int[] types;
  private int rows;

  /**
   * Prepares a statement.
   *
   * @param tx the transaction
   * @param query the statement, with one parameter for each column, in this order
   * @param columns the columns whose types the parameters have
   */
  public RenderedBatch(DSLContext tx, Query query, List<? extends Field<?>> columns) {
    this(tx, query.getSQL(), columns);
  }

  /**
   * Prepares a statement that was rendered before.
   *
   * @param tx the transaction
   * @param sql what {@link Query#getSQL()} of a typed statement gave, with one parameter for each column, in this order
   * @param columns the columns whose types the parameters have
   */
  public RenderedBatch(DSLContext tx, String sql, List<? extends Field<?>> columns) {
    super(tx, sql);
    this.columns = columns;
    this.types = columns.stream().mapToInt(column -> column.getDataType().getSQLType()).toArray();
  }

  /**
   * Adds a row.
   *
   * @param values one for each column, of its Java type
   */
  public void add(@Nullable Object... values) {
    RowEncoder ready = encoder == null ? new RowEncoder(dialect(), columns) : encoder;
    encoder = ready;
    addEncoded(ready.encode(values.clone()));
  }

  /**
   * Adds a row whose values the driver takes as they are.
   *
   * @param values what {@link RowEncoder} gave, one for each column
   */
  public void addEncoded(@Nullable Object... values) {
    try {
      bind(values, types);
      statement().addBatch();
      rows++;
    } catch (SQLException e) {
      throw translate(e);
    }
  }

  /**
   * Runs it for all rows that were added since it was last run.
   *
   * @return how many rows of the table each of them changed
   */
  public int[] execute() {
    if (rows == 0) {
      return new int[0];
    }
    rows = 0;
    try {
      return statement().executeBatch();
    } catch (SQLException e) {
      throw translate(e);
    }
  }
}
