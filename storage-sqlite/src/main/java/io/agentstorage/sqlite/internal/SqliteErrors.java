// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.error.BusyException;
import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.error.DuplicateKeyException;
import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.core.error.ReadOnlyException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.error.StorageFullException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The one place where failures of SQLite become exceptions of the library. It goes by the extended result codes
 * (sqlite.org/rescode.html), never by the text of a message.
 */
public final class SqliteErrors {
  private static final int PRIMARY_CODE = 0xff;

  private SqliteErrors() {}

  /**
   * Classifies a failure.
   *
   * @param operation what was being done, and to what
   * @param sql the statement with its placeholders, or null
   * @param failure what the driver or jOOQ threw
   * @return the exception to throw; the failure itself if it is one already
   */
  public static StorageException classify(
      String operation, @Nullable String sql, Throwable failure) {
    if (failure instanceof StorageException already) {
      return already;
    }
    SQLiteException sqlite = find(failure);
    if (sqlite == null) {
      return new StorageException(
          operation + ": " + failure.getMessage(), new FailedStatement(sql, 0), failure);
    }
    SQLiteErrorCode code = sqlite.getResultCode();
    FailedStatement at = new FailedStatement(sql, code.code);
    String what = operation + ": " + code.message + " (" + code.name() + " " + code.code + ")";
    return switch (code.code & PRIMARY_CODE) {
      case 5, 6 ->
          new BusyException(
              what
                  + "; another process or transaction holds the lock:"
                  + " run the transaction again, or raise the busy timeout",
              at,
              failure);
      case 8 ->
          new ReadOnlyException(
              what
                  + "; inside Database.read and Database.dsl nothing can be written: use"
                  + " Database.write; else look at the permissions of the file and its folder",
              at,
              failure);
      case 9 -> new CancelledException(what + "; the transaction was rolled back", at, failure);
      case 11, 26 ->
          new CorruptException(
              what
                  + "; the file is damaged, encrypted or no SQLite database:"
                  + " restore it from a backup, or name another file",
              at,
              failure);
      case 13 ->
          new StorageFullException(
              what + "; nothing of the transaction was stored: make room and run it again",
              at,
              failure);
      case 14 ->
          new CannotOpenException(
              what + "; look whether the file and its folder exist and may be read", at, failure);
      case 19, 20 -> constraint(operation, what, code, sqlite, at, failure);
      default -> new StorageException(what + detail(sqlite), at, failure);
    };
  }

  private static StorageException constraint(
      String operation,
      String what,
      SQLiteErrorCode code,
      SQLiteException sqlite,
      FailedStatement at,
      Throwable failure) {
    if (code == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE
        || code == SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY
        || code == SQLiteErrorCode.SQLITE_CONSTRAINT_ROWID) {
      return new DuplicateKeyException(
          operation
              + ": there is a row with this key already"
              + detail(sqlite)
              + "; use upsert or update where it may exist",
          at,
          failure);
    }
    return new ConstraintViolationException(what + detail(sqlite), at, failure);
  }

  private static String detail(SQLiteException sqlite) {
    String own = ownWords(sqlite);
    return own.isEmpty() ? "" : ": " + own;
  }

  /**
   * What SQLite itself says; the driver puts it in parentheses after the meaning of the code. It names tables, columns
   * and constraints, and never has a value in it, except for what the text of a statement has.
   */
  static String ownWords(SQLiteException sqlite) {
    String message = String.valueOf(sqlite.getMessage());
    String before = sqlite.getResultCode() + " (";
    return message.startsWith(before) && message.endsWith(")")
        ? message.substring(before.length(), message.length() - 1)
        : "";
  }

  private static @Nullable SQLiteException find(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLiteException sqlite) {
        return sqlite;
      }
    }
    return null;
  }
}
