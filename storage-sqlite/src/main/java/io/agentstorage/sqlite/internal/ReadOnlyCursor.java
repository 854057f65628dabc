// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.core.error.InvalidQueryException;
import io.agentstorage.core.error.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteLimits;

/**
 * The rows of one query of unknown text, on a connection of its own that cannot change or create any file.
 *
 * <p>The file is open for reading only, and query_only refuses temporary tables too. Both would let VACUUM INTO make a
 * file and a checkpoint touch the write-ahead log: so nothing can be attached, which VACUUM INTO has to, and the query
 * runs inside a transaction that has begun to read, where SQLite does neither VACUUM, nor a checkpoint, nor another
 * journal mode.
 */
public final class ReadOnlyCursor implements AutoCloseable {
  private static final int PRIMARY_CODE = 0xff;

  private final String sql;
  private final Connection connection;
  private @Nullable ResultSet rows;
  private List<String> columns = List.of();

  private ReadOnlyCursor(String sql, Connection connection) {
    this.sql = sql;
    this.connection = connection;
  }

  /**
   * Starts a query.
   *
   * @param connections opens its connection
   * @param sql the text of the query
   * @return its rows
   * @throws InvalidQueryException if it is not one query that can be run
   * @throws StorageException if the database fails
   */
  public static ReadOnlyCursor open(ConnectionFactory connections, String sql) {
    requireOneStatement(sql);
    ReadOnlyCursor cursor = new ReadOnlyCursor(sql, connections.openReader());
    boolean started = false;
    try {
      cursor.confine();
      cursor.start();
      started = true;
      return cursor;
    } catch (SQLException e) {
      throw cursor.failure(e);
    } finally {
      if (!started) {
        cursor.close();
      }
    }
  }

  private static void requireOneStatement(String sql) {
    if (sql.indexOf('\0') >= 0) {
      throw invalid(sql, "it has a NUL character, where SQLite would stop to read");
    }
    int statements = Statements.count(sql);
    if (statements == 0) {
      throw invalid(sql, "there is no statement in it");
    }
    if (statements > 1) {
      throw invalid(sql, "there are " + statements + " statements in it; give one at a time");
    }
  }

  private void confine() throws SQLException {
    SQLiteConnection sqlite = connection.unwrap(SQLiteConnection.class);
    sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_ATTACHED, 0);
    try (PreparedStatement begin = connection.prepareStatement(SqliteStatements.BEGIN)) {
      begin.execute();
    }
    // Only with its first read does the transaction begin to hold anything.
    try (PreparedStatement read = connection.prepareStatement(SqliteStatements.TABLES);
        ResultSet row = read.executeQuery()) {
      row.next();
    }
  }

  private void start() throws SQLException {
    PreparedStatement prepared = connection.prepareStatement(sql);
    int parameters = prepared.getParameterMetaData().getParameterCount();
    if (parameters > 0) {
      throw invalid(sql, "it has " + parameters + " parameters, and no values for them");
    }
    if (!prepared.execute()) {
      throw invalid(sql, "it gives no rows; only queries can be run");
    }
    ResultSet found = prepared.getResultSet();
    ResultSetMetaData described = found.getMetaData();
    List<String> names = new ArrayList<>(described.getColumnCount());
    for (int i = 1; i <= described.getColumnCount(); i++) {
      names.add(described.getColumnLabel(i));
    }
    rows = found;
    columns = List.copyOf(names);
  }

  /**
   * The names of the columns.
   *
   * @return at least one
   */
  public List<String> columns() {
    return columns;
  }

  /**
   * Reads the next row.
   *
   * @return its values, or null after the last
   * @throws InvalidQueryException if the query cannot be computed, such as where a number overflows
   * @throws StorageException if the database fails
   */
  public @Nullable List<@Nullable Object> next() {
    try {
      if (rows == null || !rows.next()) {
        return null;
      }
      List<@Nullable Object> values = new ArrayList<>(columns.size());
      for (int i = 1; i <= columns.size(); i++) {
        Object value = rows.getObject(i);
        values.add(value instanceof Integer small ? Long.valueOf(small) : value);
      }
      return values;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close(); // and with it its statements; one that failed cannot be closed by itself
    } catch (SQLException e) {
      throw SqliteErrors.classify("close a query", null, e);
    }
  }

  private static InvalidQueryException invalid(String sql, String reason) {
    return new InvalidQueryException(reason, new FailedStatement(sql, 0), null);
  }

  private StorageException failure(SQLException e) {
    if (e instanceof SQLiteException sqlite && isTheQuerysFault(sqlite.getResultCode().code)) {
      FailedStatement at = new FailedStatement(sql, sqlite.getResultCode().code);
      return new InvalidQueryException(reason(sqlite), at, e);
    }
    return SqliteDialect.translated(connection, sql, e);
  }

  private static String reason(SQLiteException e) {
    String words = SqliteErrors.ownWords(e);
    String reason = words.isEmpty() ? e.getResultCode().message : words;
    return e.getResultCode() == SQLiteErrorCode.SQLITE_READONLY
        ? reason + "; only queries can be run"
        : reason;
  }

  private static boolean isTheQuerysFault(int code) {
    return switch (code & PRIMARY_CODE) {
      case 1, 18, 20, 23, 25 -> true; // an error in it, too big, of a wrong type, not authorized
      case 6, 8 -> code <= PRIMARY_CODE; // would write; the extended ones speak of files
      default -> false;
    };
  }
}
