// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.tools.jdbc.DefaultConnection;
import org.jspecify.annotations.Nullable;

/** A connection that knows its session, so that a failure on it can be told from having been stopped. */
final class LentConnection extends DefaultConnection {
  private final PostgresSession session;

  LentConnection(Connection connection, PostgresSession session) {
    super(connection);
    this.session = session;
  }

  PostgresSession session() {
    return session;
  }

  static @Nullable PostgresSession sessionOf(Connection connection) {
    try {
      return connection.isWrapperFor(LentConnection.class)
          ? connection.unwrap(LentConnection.class).session
          : null;
    } catch (SQLException e) {
      return null; // a connection that cannot say what it is; its failure is reported as it is
    }
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(this) ? type.cast(this) : getDelegate().unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(this) || getDelegate().isWrapperFor(type);
  }

  @Override
  public void close() {}
}
