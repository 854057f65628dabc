// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

import io.agentstorage.core.spi.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A typed query that is rendered and prepared once and run many times, whose rows are read as the driver gives them: the
 * counterpart of {@link RenderedBatch}. Used within one transaction by one thread.
 */
public final class RenderedQuery implements AutoCloseable {
  private final Dialect dialect;
  private final String sql;
  private final Connection connection;
  private final DSLContext tx;
  private final PreparedStatement statement;

  /** Takes a row. */
  @FunctionalInterface
  public interface RowReader {

    /**
     * Takes the row that the result is at.
     *
     * @param row the result
     * @throws SQLException if the driver does
     */
    void read(ResultSet row) throws SQLException;
  }

  /**
   * Prepares a query.
   *
   * @param tx the transaction
   * @param sql what {@link org.jooq.Query#getSQL()} of a typed query gave
   */
  public RenderedQuery(DSLContext tx, String sql) {
    this.tx = tx;
    this.dialect = Dialect.of(tx.configuration());
    this.sql = sql;
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
   * Sets a value of the next runs.
   *
   * @param place its place, from 1
   * @param value what {@link RowEncoder} gave
   */
  public void set(int place, @Nullable Object value) {
    try {
      statement.setObject(place, value);
    } catch (SQLException e) {
      throw dialect.translate(connection, sql, e);
    }
  }

  /**
   * Runs it.
   *
   * @param reader is given each row
   */
  public void run(RowReader reader) {
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        reader.read(rows);
      }
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
}
