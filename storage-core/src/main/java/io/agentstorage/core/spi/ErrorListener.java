// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

import io.agentstorage.core.error.StorageException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what fails inside jOOQ into exceptions of the library. jOOQ may show it the same failure twice. Thread-safe.
 */
public final class ErrorListener implements ExecuteListener {
  private static final long serialVersionUID = 1L;
  private static final Pattern FIRST_TABLE =
      Pattern.compile(
          "\\b(?:from|into|update|table|view)\\s+(?:if\\s+not\\s+exists\\s+)?[\"`]?(\\w+)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern WRITING_WITH =
      Pattern.compile("^with\\s.*?\\(\\s*(insert|update|delete)\\s", Pattern.CASE_INSENSITIVE);

  @SuppressWarnings("serial") // listeners are never written anywhere
  private final Dialect dialect;

  /**
   * A listener.
   *
   * @param dialect what translates failures
   */
  public ErrorListener(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public void exception(ExecuteContext context) {
    SQLException failure = context.sqlException();
    if (failure == null && context.exception() instanceof DataAccessException wrapped) {
      failure = wrapped.getCause(SQLException.class); // of binding a value
    }
    if (failure != null) {
      context.exception(dialect.translate(context.connection(), sql(context), failure));
    } else if (context.exception() != null) {
      // jOOQ wraps what a converter throws, which says better what is wrong.
      StorageException own = find(context.exception(), StorageException.class);
      if (own != null) {
        context.exception(own);
      }
    }
  }

  private static @Nullable String sql(ExecuteContext context) {
    if (context.sql() != null) {
      return context.sql();
    }
    String[] batch = context.batchSQL();
    return batch.length == 0 ? null : batch[0];
  }

  /**
   * What a statement does, for messages.
   *
   * @param sql the statement, or null
   * @return its verb and its first table
   */
  public static String describe(@Nullable String sql) {
    if (sql == null || sql.isBlank()) {
      return "run a statement";
    }
    Matcher inside = WRITING_WITH.matcher(sql.strip());
    String first = inside.find() ? inside.group(1) : sql.strip().split("\\s", 2)[0];
    String verb = first.toLowerCase(Locale.ROOT);
    Matcher table = FIRST_TABLE.matcher(sql);
    return table.find() ? verb + " " + table.group(1) : verb;
  }

  /**
   * Looks for a cause.
   *
   * @param failure where to begin
   * @param kind the class of the cause
   * @param <T> the class of the cause
   * @return the first of that class among a failure and its causes, or null
   */
  public static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> kind) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (kind.isInstance(at)) {
        return kind.cast(at);
      }
    }
    return null;
  }
}
