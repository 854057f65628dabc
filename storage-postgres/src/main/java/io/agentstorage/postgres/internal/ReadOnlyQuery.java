// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

import io.agentstorage.core.QueryVisitor;
import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.core.error.InvalidQueryException;
import io.agentstorage.core.error.StorageException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Parser;
import org.postgresql.util.PSQLException;

/** A query that a person wrote. */
final class ReadOnlyQuery {
  private static final int ROWS_AT_ONCE = 1000;

  private ReadOnlyQuery() {}

  static <X extends Exception> void run(
      PostgresSession session, String sql, QueryVisitor<X> visitor) throws X {
    session.beginForReading();
    Connection connection = session.acquire();
    try (Statement statement = connection.createStatement()) {
      requireOne(sql);
      statement.setFetchSize(ROWS_AT_ONCE);
      if (!statement.execute(sql)) {
        throw wrong("it gives no rows; only a query can be run here", sql);
      }
      try (ResultSet rows = statement.getResultSet()) {
        show(rows, visitor);
      }
    } catch (SQLException e) {
      throw failure(session, sql, e);
    } finally {
      session.release(connection);
      session.discard(); // it may hold locks, or have set what the next one would not expect
    }
  }

  /** A second statement would not be in the transaction any more if the first one ended it. */
  private static void requireOne(String sql) throws SQLException {
    int statements = Parser.parseJdbcSql(sql, true, false, true, false, true).size();
    if (statements != 1) {
      throw wrong("it is " + statements + " statements; only one can be run here", sql);
    }
  }

  private static InvalidQueryException wrong(String reason, String sql) {
    return new InvalidQueryException(reason, new FailedStatement(sql, 0), null);
  }

  private static <X extends Exception> void show(ResultSet rows, QueryVisitor<X> visitor)
      throws X, SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      names.add(columns.getColumnLabel(i));
    }
    visitor.columns(names);
    boolean more = true;
    while (more && rows.next()) {
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 1; i <= names.size(); i++) {
        values.add(value(rows, i));
      }
      more = visitor.row(values);
    }
  }

  private static @Nullable Object value(ResultSet rows, int column) throws SQLException {
    return switch (rows.getMetaData().getColumnTypeName(column)) {
      case "bytea" -> rows.getBytes(column);
      case "int2", "int4", "int8", "oid", "serial", "bigserial" -> {
        long value = rows.getLong(column);
        yield rows.wasNull() ? null : value;
      }
      case "float4", "float8" -> {
        double value = rows.getDouble(column);
        yield rows.wasNull() ? null : value;
      }
      default -> rows.getString(column);
    };
  }

  private static StorageException failure(PostgresSession session, String sql, SQLException e) {
    StorageException failure = session.classify("query", sql, e);
    String state = Objects.requireNonNullElse(failure.statement().sqlState(), "");
    // What is wrong with the text, and what it would have written.
    if ((state.startsWith("42") && !state.equals("42501"))
        || state.startsWith("22")
        || state.startsWith("0A")
        || state.equals("25006")
        || state.equals("25001")) {
      return new InvalidQueryException(reason(e), failure.statement(), e);
    }
    return failure;
  }

  /** It comes from the person who is told, so that it may quote what they wrote. */
  private static String reason(SQLException e) {
    if (e instanceof PSQLException postgres && postgres.getServerErrorMessage() != null) {
      String message =
          Objects.requireNonNullElse(postgres.getServerErrorMessage().getMessage(), "");
      int position = postgres.getServerErrorMessage().getPosition();
      return position > 0 ? message + " at character " + position : message;
    }
    return String.valueOf(e.getMessage());
  }
}
