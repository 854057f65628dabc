// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.tools.jdbc.DefaultConnection;
import org.jooq.tools.jdbc.DefaultStatement;
import org.jspecify.annotations.Nullable;

/**
 * A connection that keeps its prepared statements: preparing costs as much as a look-up by key. Closing a statement
 * gives it back; the least recently used ones beyond the limit are closed for real.
 */
final class CachingConnection extends DefaultConnection {
  private final int limit;
  private final Handles<Statement> open = new Handles<>("statement");
  private final Stopper stopper;
  private final Map<String, PreparedStatement> idle = new LinkedHashMap<>(16, 0.75f, true);
  private long undone;
  private @Nullable Long commitsOfOthers;

  CachingConnection(Connection delegate, int limit, Stopper stopper) {
    super(delegate);
    this.limit = limit;
    this.stopper = stopper;
  }

  /**
   * What stops the statements of a connection.
   *
   * @param connection a connection of this library, whatever jOOQ has wrapped around it
   * @return the stopper, or null if it is another connection
   * @throws SQLException if it cannot be told
   */
  static @Nullable Stopper stopperOf(Connection connection) throws SQLException {
    return connection.isWrapperFor(CachingConnection.class)
        ? connection.unwrap(CachingConnection.class).stopper
        : null;
  }

  /**
   * How often what was changed on a connection was undone, all of a transaction or a part: SQLite itself does not count
   * that.
   *
   * @param connection a connection of this library, whatever jOOQ has wrapped around it
   * @return the count
   * @throws SQLException if it is another connection
   */
  static long undoneOn(Connection connection) throws SQLException {
    return connection.unwrap(CachingConnection.class).undone;
  }

  /**
   * What changes with each commit of another connection, of which there is none during a write transaction.
   *
   * @param connection a connection of this library in a write transaction, whatever jOOQ has wrapped around it
   * @return SQLite's number
   * @throws SQLException if it is another connection, or SQLite cannot tell
   */
  static long commitsOfOthers(Connection connection) throws SQLException {
    CachingConnection caching = connection.unwrap(CachingConnection.class);
    Long known = caching.commitsOfOthers;
    if (known == null) {
      try (PreparedStatement statement =
              connection.prepareStatement(SqliteStatements.CHANGES_BY_OTHERS);
          ResultSet row = statement.executeQuery()) {
        known = row.getLong(1);
      }
      caching.commitsOfOthers = known;
    }
    return known;
  }

  /** A transaction begins or ends. */
  void newTransaction() {
    commitsOfOthers = null;
  }

  /** Something was undone. */
  void undone() {
    undone++;
  }

  @Override
  public void rollback() throws SQLException {
    undone();
    super.rollback();
  }

  @Override
  public void rollback(Savepoint savepoint) throws SQLException {
    undone();
    super.rollback(savepoint);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(this) || super.isWrapperFor(type);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(this) ? type.cast(this) : super.unwrap(type);
  }

  @Override
  public PreparedStatement prepareStatement(String sql) throws SQLException {
    PreparedStatement kept = idle.remove(sql);
    CachedStatement statement =
        new CachedStatement(this, sql, kept == null ? getDelegate().prepareStatement(sql) : kept);
    open.add(statement);
    return statement;
  }

  @Override
  public Statement createStatement() throws SQLException {
    Statement plain =
        new DefaultStatement(getDelegate().createStatement(), this) {
          @Override
          public void close() throws SQLException {
            open.remove(this);
            super.close();
          }
        };
    open.add(plain);
    return plain;
  }

  /** The statements that were not closed yet. */
  Handles<Statement> open() {
    return open;
  }

  void closed(CachedStatement statement) {
    open.remove(statement);
  }

  void giveBack(String sql, PreparedStatement statement) throws SQLException {
    PreparedStatement other = idle.put(sql, statement);
    if (other != null) {
      other.close();
    }
    if (idle.size() > limit) {
      PreparedStatement eldest = idle.remove(idle.keySet().iterator().next());
      if (eldest != null) {
        eldest.close();
      }
    }
  }

  @Override
  public void close() throws SQLException {
    idle.clear();
    getDelegate().close(); // closes its statements
  }
}
