// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.spi.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** A statement that was rendered before, prepared on the connection of a transaction until it is closed. */
abstract class RenderedStatement implements AutoCloseable {
  private final Dialect dialect;
  private final String sql;
  private final ConnectionProvider connections;
  private final Connection connection;
  private final PreparedStatement statement;

  RenderedStatement(DSLContext tx, String sql) {
    this.dialect = Dialect.of(tx.configuration());
    this.sql = sql;
    this.connections = tx.configuration().connectionProvider();
    Connection lent = Objects.requireNonNull(connections.acquire());
    try {
      this.statement = lent.prepareStatement(sql);
    } catch (SQLException e) {
      connections.release(lent);
      throw dialect.translate(lent, sql, e);
    }
    this.connection = lent;
  }

  final Dialect dialect() {
    return dialect;
  }

  final PreparedStatement statement() {
    return statement;
  }

  final StorageException translate(SQLException failure) {
    return dialect.translate(connection, sql, failure);
  }

  /**
   * Gives it a value for each parameter.
   *
   * @param values what {@link RowEncoder} gave
   * @param types the types of the parameters, of {@link java.sql.Types}
   */
  final void bind(@Nullable Object[] values, int[] types) throws SQLException {
    for (int i = 0; i < types.length; i++) {
      bind(i, values[i], types[i]);
    }
  }

  /** Gives one parameter, counted from 0, its value. */
  final void bind(int place, @Nullable Object value, int type) throws SQLException {
    if (value == null) {
      statement.setNull(place + 1, type); // with its type: else some drivers prepare it again
    } else {
      statement.setObject(place + 1, value);
    }
  }

  @Override
  public final void close() {
    try {
      statement.close();
    } catch (SQLException e) {
      throw translate(e);
    } finally {
      connections.release(connection);
    }
  }
}
