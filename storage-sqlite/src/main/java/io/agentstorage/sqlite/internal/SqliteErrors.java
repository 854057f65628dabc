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
import io.agentstorage.core.spi.ErrorListener;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The one place where failures of SQLite become exceptions of the library. It goes by the extended result codes
 * (sqlite.org/rescode.html), never by the text of a message.
 */
public final class SqliteErrors {
  private static final int PRIMARY_CODE = 0xff;

  private static final Pattern QUOTED = Pattern.compile("['\"].*['\"]", Pattern.DOTALL);
  private static final String LEFT_OUT = "\u2026";

  private SqliteErrors() {}

  /**
   * Classifies a failure.
   *
   * @param operation what was being done, and to what
   * @param sql the statement with its placeholders, or null
   * @param failure what the driver or jOOQ threw
   * @return the exception to throw; where the failure is one already, or jOOQ has wrapped one, that one
   */
  public static StorageException classify(
      String operation, @Nullable String sql, Throwable failure) {
    return classify(operation, sql, failure, null);
  }

  /**
   * Classifies a failure of a connection that may have been stopped.
   *
   * @param operation what was being done, and to what
   * @param sql the statement with its placeholders, or null
   * @param failure what the driver or jOOQ threw
   * @param stopped why the connection was stopped, and the cure; null if it was not
   * @return the exception to throw; the failure itself if it is one already
   */
  static StorageException classify(
      String operation, @Nullable String sql, Throwable failure, @Nullable String stopped) {
    StorageException already = ErrorListener.find(failure, StorageException.class);
    if (already != null) {
      return already;
    }
    SQLiteException sqlite = ErrorListener.find(failure, SQLiteException.class);
    if (sqlite == null) {
      return new StorageException(
          operation + ": " + failure.getMessage(), new FailedStatement(sql, 0), failure);
    }
    SQLiteErrorCode code = sqlite.getResultCode();
    String words = withoutValues(ownWords(sqlite), code);
    FailedStatement at = new FailedStatement(sql, code.code);
    Throwable cause = words.contains(LEFT_OUT) ? copy(sqlite, code, words) : failure;
    String what = operation + ": " + code.message + " (" + code.name() + " " + code.code + ")";
    SQLiteErrorCode primary = SQLiteErrorCode.getErrorCode(code.code & PRIMARY_CODE);
    if (stopped != null
        && (primary == SQLiteErrorCode.SQLITE_BUSY
            || primary == SQLiteErrorCode.SQLITE_INTERRUPT)) {
      return new CancelledException(operation + ": " + stopped, at, cause);
    }
    return switch (primary) {
      case SQLITE_BUSY, SQLITE_PROTOCOL, SQLITE_SCHEMA ->
          new BusyException(what + busyHint(code), at, cause);
      case SQLITE_LOCKED -> locked(what, code, at, cause);
      case SQLITE_READONLY -> new ReadOnlyException(what + readOnlyHint(code), at, cause);
      case SQLITE_INTERRUPT ->
          new CancelledException(
              what + "; the statement was cancelled, and what the block changed is undone",
              at,
              cause);
      case SQLITE_IOERR -> new StorageException(what + inputOutputHint(code), at, cause);
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          new CorruptException(
              what
                  + "; the file is damaged, encrypted or no SQLite database:"
                  + " restore it from a backup, or name another file",
              at,
              cause);
      case SQLITE_FULL ->
          new StorageFullException(
              what + "; nothing of the transaction was stored: make room and run it again",
              at,
              cause);
      case SQLITE_CANTOPEN ->
          new CannotOpenException(
              what
                  + "; look whether the file and its folder exist and may be read, and how many"
                  + " files this process may open",
              at,
              cause);
      // A rule about one row, as the others: a load rejects that row and goes on.
      case SQLITE_TOOBIG ->
          new ConstraintViolationException(
              what + "; a value, a row or the statement is larger than SQLite takes", at, cause);
      case SQLITE_CONSTRAINT, SQLITE_MISMATCH ->
          constraint(operation, what + colon(words), code, words, at, cause);
      case SQLITE_NOMEM ->
          new StorageException(
              what + "; SQLite got no memory: give the process, outside of Java's heap, more",
              at,
              cause);
      default -> new StorageException(what + colon(words), at, cause);
    };
  }

  /**
   * Whether what was run is wrong, and not the file or its surroundings.
   *
   * @param failure what {@link #classify} gave
   * @return whether another file would have failed in the same way
   */
  static boolean blamesTheStatement(StorageException failure) {
    return switch (SQLiteErrorCode.getErrorCode(failure.statement().resultCode() & PRIMARY_CODE)) {
      case SQLITE_OK, SQLITE_ERROR, SQLITE_TOOBIG, SQLITE_CONSTRAINT, SQLITE_MISMATCH -> true;
      default -> false;
    };
  }

  private static String busyHint(SQLiteErrorCode code) {
    return switch (code) {
      case SQLITE_BUSY_SNAPSHOT, SQLITE_SCHEMA ->
          "; another process or transaction changed the database after this one had read it:"
              + " run the whole transaction again";
      default ->
          "; another process or transaction holds the lock:"
              + " run the transaction again, or raise the busy timeout";
    };
  }

  private static StorageException locked(
      String what, SQLiteErrorCode code, FailedStatement at, Throwable cause) {
    if (code == SQLiteErrorCode.SQLITE_LOCKED_SHAREDCACHE) {
      return new BusyException(what + busyHint(code), at, cause);
    }
    // Its own transaction stands in the way, and would again.
    return new StorageException(
        what + "; a result of this same transaction is still being read: close it first",
        at,
        cause);
  }

  private static String readOnlyHint(SQLiteErrorCode code) {
    return switch (code) {
      case SQLITE_READONLY_DBMOVED ->
          "; the file was moved, replaced or deleted while it was open: close it and open it again";
      case SQLITE_READONLY_RECOVERY, SQLITE_READONLY_ROLLBACK ->
          "; a crash left work behind that must be cleared up first: open it once for writing";
      default ->
          "; inside Database.read and Database.dsl nothing can be written: use Database.write;"
              + " else look at the permissions of the file and its folder";
    };
  }

  private static String inputOutputHint(SQLiteErrorCode code) {
    return code == SQLiteErrorCode.SQLITE_IOERR_GETTEMPPATH
        ? "; a large sort needs a folder for temporary files: make one writable and name it in the"
            + " environment variable SQLITE_TMPDIR"
        : "; the disk, its filesystem or a quota failed: look at the system's log, and check the"
            + " file before you go on";
  }

  private static StorageException constraint(
      String operation,
      String what,
      SQLiteErrorCode code,
      String words,
      FailedStatement at,
      Throwable cause) {
    return switch (code) {
      case SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID ->
          new DuplicateKeyException(
              operation
                  + ": there is a row with this key already"
                  + colon(words)
                  + "; use upsert or update where it may exist, or give another key",
              at,
              cause);
      default -> new ConstraintViolationException(what + ruleHint(code), at, cause);
    };
  }

  private static String ruleHint(SQLiteErrorCode code) {
    return switch (code) {
      case SQLITE_CONSTRAINT_FOREIGNKEY ->
          "; store first what a row refers to, and delete last what others refer to";
      case SQLITE_CONSTRAINT_NOTNULL -> "; give the column a value";
      case SQLITE_CONSTRAINT_CHECK -> "; give values that the rule allows";
      default -> "";
    };
  }

  /**
   * What SQLite itself said, without what the driver puts around it; empty if it said nothing. It names tables, columns
   * and constraints, and never has a value in it, except for what the text of a statement has.
   */
  static String ownWords(SQLiteException sqlite) {
    String message = String.valueOf(sqlite.getMessage());
    String before = sqlite.getResultCode() + " (";
    return message.startsWith(before) && message.endsWith(")")
        ? message.substring(before.length(), message.length() - 1)
        : "";
  }

  private static String colon(String words) {
    return words.isEmpty() ? "" : ": " + words;
  }

  /**
   * SQLite's parser and its constraints name tables, columns and constraints; but its functions quote what they were
   * given, such as a bad JSON path.
   */
  private static String withoutValues(String words, SQLiteErrorCode code) {
    return code == SQLiteErrorCode.SQLITE_ERROR && !words.startsWith("near ")
        ? QUOTED.matcher(words).replaceAll(LEFT_OUT)
        : words;
  }

  private static SQLiteException copy(SQLiteException sqlite, SQLiteErrorCode code, String words) {
    SQLiteException copy = new SQLiteException(code + " (" + words + ")", code);
    copy.setStackTrace(sqlite.getStackTrace());
    return copy;
  }
}
