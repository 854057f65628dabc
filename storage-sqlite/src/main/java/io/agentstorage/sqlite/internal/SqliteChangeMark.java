// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.spi.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.sqlite.SQLiteConnection;

/**
 * SQLite counts commits of other connections apart from rows changed by this one; both counts are a connection's own. What
 * is undone stays counted as changed, so that this is counted too. It is read before and after each small write: by the
 * driver itself, not through jOOQ.
 *
 * @param connection whose counts these are; each block has a provider of its own, which lends the same one
 * @param byOthers changes with each commit of another connection
 * @param byThis rows changed by this connection, those that were rolled back included
 * @param undone how often this connection has rolled back, to a savepoint or to the beginning
 */
record SqliteChangeMark(Connection connection, long byOthers, long byThis, long undone) {

  static SqliteChangeMark read(DSLContext tx) {
    ConnectionProvider provider = tx.configuration().connectionProvider();
    Connection connection = Objects.requireNonNull(provider.acquire());
    try {
      return new SqliteChangeMark(
          connection,
          CachingConnection.commitsOfOthers(connection),
          connection.unwrap(SQLiteConnection.class).getDatabase().total_changes(),
          CachingConnection.undoneOn(connection));
    } catch (SQLException e) {
      throw Dialect.of(tx.configuration())
          .translate(connection, SqliteStatements.CHANGES_BY_OTHERS, e);
    } finally {
      provider.release(connection);
    }
  }
}
