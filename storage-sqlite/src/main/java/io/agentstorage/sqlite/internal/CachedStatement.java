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
  /** Characters or bytes that are not worth keeping: 128 statements may be idle on each connection. */
  private static final int LARGE = 16 * 1024;

  /** The same for all values together, of which a statement of many rows has thousands. */
  private static final int ALL_LARGE = 256 * 1024;

  private final CachingConnection owner;
  private final String sql;
  private final PreparedStatement statement;
  private @Nullable ResultSet open;
  private boolean closed;
  private boolean large;
  private long bound; // since the last row or statement, whose values these take the place of

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

  @Override
  public void setString(int parameter, @Nullable String value) throws SQLException {
    note(value == null ? 0 : value.length());
    statement.setString(parameter, value);
  }

  @Override
  public void setBytes(int parameter, byte @Nullable [] value) throws SQLException {
    note(value == null ? 0 : value.length);
    statement.setBytes(parameter, value);
  }

  @Override
  public void setObject(int parameter, @Nullable Object value) throws SQLException {
    if (value instanceof String text) {
      note(text.length());
    } else if (value instanceof byte[] bytes) {
      note(bytes.length);
    }
    statement.setObject(parameter, value);
  }

  private void note(int length) {
    bound += length;
    large |= length > LARGE || bound > ALL_LARGE;
  }

  @Override
  public void addBatch() throws SQLException {
    bound = 0;
    statement.addBatch();
  }

  @Override
  public int executeUpdate() throws SQLException {
    bound = 0;
    return statement.executeUpdate();
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
    if (finalized()) {
      statement.close();
      return;
    }
    // The driver forgets the values by that, and binds NULL in place of what the next use leaves
    // out.
    statement.clearBatch();
    if (large) {
      // What SQLite holds itself. It then prepares the statement anew when it is used next, which
      // costs three times as much as to find a row by its key.
      statement.clearParameters();
    }
    owner.giveBack(sql, statement);
  }

  /** The driver finalizes a statement that was stopped, or met a full disk, and {@code isClosed()} does not tell. */
  private boolean finalized() {
    try {
      return statement.getParameterMetaData().getParameterCount() < 0;
    } catch (SQLException e) {
      return true;
    }
  }
}
