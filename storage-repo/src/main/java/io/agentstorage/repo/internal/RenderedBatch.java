// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.spi.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jooq.Converter;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/**
 * A typed statement that is rendered and prepared once and run for many rows. jOOQ's own batch makes a parameter object
 * with a data type of its own for each value, which costs more than SQLite's insert does; here the values go through the
 * converters of their columns straight to the driver. Used within one transaction by one thread.
 */
final class RenderedBatch implements AutoCloseable {
  private final Dialect dialect;
  private final String sql;
  private final Converter<Object, Object>[] converters;
  private final int[] types;
  private final Connection connection;
  private final DSLContext tx;
  private final PreparedStatement statement;
  private int rows;

  /**
   * Prepares a statement.
   *
   * @param tx the transaction
   * @param query the statement, with one parameter for each column, in this order
   * @param columns the columns whose types the parameters have
   */
  RenderedBatch(DSLContext tx, Query query, List<? extends Field<?>> columns) {
    this.tx = tx;
    this.dialect = Dialect.of(tx.configuration());
    this.sql = query.getSQL();
    this.converters = converters(dialect, columns);
    this.types = columns.stream().mapToInt(column -> column.getDataType().getSQLType()).toArray();
    Connection lent = Objects.requireNonNull(tx.configuration().connectionProvider().acquire());
    try {
      this.statement = lent.prepareStatement(sql);
    } catch (SQLException e) {
      tx.configuration().connectionProvider().release(lent);
      throw dialect.translate(lent, sql, e);
    }
    this.connection = lent;
  }

  /**
   * Adds a row.
   *
   * @param values one for each column, of its Java type
   */
  void add(@Nullable Object... values) {
    try {
      for (int i = 0; i < converters.length; i++) {
        Object value = converters[i].to(values[i]);
        if (value == null) {
          statement.setNull(i + 1, types[i]); // with its type: else some drivers prepare it again
        } else {
          statement.setObject(i + 1, value);
        }
      }
      statement.addBatch();
      rows++;
    } catch (SQLException e) {
      throw dialect.translate(connection, sql, e);
    }
  }

  /**
   * Runs it for all rows.
   *
   * @return how many rows of the table each of them changed
   */
  int[] execute() {
    if (rows == 0) {
      return new int[0];
    }
    try {
      return statement.executeBatch();
    } catch (SQLException e) {
      throw dialect.translate(connection, sql, e);
    }
  }

  @Override
  public void close() {
    try {
      statement.close();
    } catch (SQLException e) {
      throw dialect.translate(connection, sql, e);
    } finally {
      tx.configuration().connectionProvider().release(connection);
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // add() is given values of the columns' types
  private static Converter<Object, Object>[] converters(
      Dialect dialect, List<? extends Field<?>> columns) {
    Converter<Object, Object>[] converters = new Converter[columns.size()];
    for (int i = 0; i < converters.length; i++) {
      converters[i] = (Converter) dialect.converter(columns.get(i));
    }
    return converters;
  }
}
