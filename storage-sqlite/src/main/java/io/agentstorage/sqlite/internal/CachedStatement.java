// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import org.jooq.tools.jdbc.DefaultPreparedStatement;
import org.jspecify.annotations.Nullable;

/** A statement whose close gives it back to its connection's cache. */
final class CachedStatement extends DefaultPreparedStatement {
  private final CachingConnection owner;
  private final String sql;
  private final PreparedStatement statement;
  private @Nullable ResultSet open;
  private boolean closed;

  CachedStatement(CachingConnection owner, String sql, PreparedStatement statement) {
    super(statement, owner);
    this.owner = owner;
    this.sql = sql;
    this.statement = statement;
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    ResultSet rows = statement.executeQuery();
    open = rows;
    return rows;
  }

  @Override
  public ResultSet getResultSet() throws SQLException {
    ResultSet rows = statement.getResultSet();
    open = rows;
    return rows;
  }

  /** The driver stops nothing by it, and puts SQLite's own wait for locks in place of the one that can be stopped. */
  @Override
  public void setQueryTimeout(int seconds) throws SQLException {
    if (seconds != 0) {
      throw new SQLFeatureNotSupportedException(
          "a query timeout stops nothing in SQLite; give the block a deadline, with"
              + " TransactionOptions");
    }
  }

  @Override
  public boolean isClosed() throws SQLException {
    return closed || statement.isClosed();
  }

  @Override
  public void close() throws SQLException {
    if (closed) {
      return;
    }
    closed = true;
    owner.closed(this);
    // A statement that is not reset keeps its snapshot, and the write-ahead log then grows without
    // end.
    if (open != null && !open.isClosed()) {
      open.close();
    }
    if (statement.isClosed()) {
      return;
    }
    statement.clearParameters();
    statement.clearBatch();
    owner.giveBack(sql, statement);
  }
}
