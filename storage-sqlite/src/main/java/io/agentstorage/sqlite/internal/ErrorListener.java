// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.error.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** Turns what fails inside jOOQ into exceptions of the library. jOOQ may show it the same failure twice. */
final class ErrorListener implements ExecuteListener {
  private static final long serialVersionUID = 1L;
  private static final Pattern FIRST_TABLE =
      Pattern.compile(
          "\\b(?:from|into|update|table|view)\\s+[\"`]?(\\w+)", Pattern.CASE_INSENSITIVE);

  @Override
  public void exception(ExecuteContext context) {
    SQLException failure = context.sqlException();
    if (failure == null && context.exception() instanceof DataAccessException wrapped) {
      failure = wrapped.getCause(SQLException.class); // of binding a value
    }
    if (failure != null) {
      context.exception(translate(context.connection(), sql(context), failure));
    } else if (context.exception() != null) {
      // jOOQ wraps what a converter throws, which says better what is wrong.
      StorageException own = SqliteErrors.find(context.exception(), StorageException.class);
      if (own != null) {
        context.exception(own);
      }
    }
  }

  static StorageException translate(
      @Nullable Connection connection, @Nullable String sql, SQLException failure) {
    return SqliteErrors.classify(describe(sql), sql, failure, stopped(connection));
  }

  private static @Nullable String stopped(@Nullable Connection connection) {
    try {
      Stopper stopper = connection == null ? null : CachingConnection.stopperOf(connection);
      return stopper == null ? null : stopper.stopped();
    } catch (SQLException e) {
      return null; // a connection that cannot say what it is; its failure is reported as it is
    }
  }

  private static @Nullable String sql(ExecuteContext context) {
    if (context.sql() != null) {
      return context.sql();
    }
    String[] batch = context.batchSQL();
    return batch.length == 0 ? null : batch[0];
  }

  private static String describe(@Nullable String sql) {
    if (sql == null || sql.isBlank()) {
      return "run a statement";
    }
    String verb = sql.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
    Matcher table = FIRST_TABLE.matcher(sql);
    return table.find() ? verb + " " + table.group(1) : verb;
  }
}
