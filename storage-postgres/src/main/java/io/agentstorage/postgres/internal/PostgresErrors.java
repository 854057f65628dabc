// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

import io.agentstorage.core.error.BusyException;
import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.error.DuplicateKeyException;
import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.core.error.NotPermittedException;
import io.agentstorage.core.error.ReadOnlyException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.error.StorageFullException;
import io.agentstorage.core.error.UnavailableException;
import io.agentstorage.core.spi.ErrorListener;
import java.sql.SQLException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The one place where failures of PostgreSQL become exceptions of the library. It goes by the SQLSTATE (PostgreSQL's
 * manual, appendix "PostgreSQL Error Codes"), never by the text of a message, which depends on the server's language.
 */
public final class PostgresErrors {
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final String LEFT_OUT = "\u2026";
  private static final String NO_STATE = "";

  private PostgresErrors() {}

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
    return classify(operation, sql, failure, null, true);
  }

  /**
   * Classifies a failure of a session.
   *
   * @param operation what was being done, and to what
   * @param sql the statement with its placeholders, or null
   * @param failure what the driver or jOOQ threw
   * @param stopped why the session was stopped, and the cure; null if it was not
   * @param outcomeKnown false while a commit is under way
   * @return the exception to throw
   */
  static StorageException classify(
      String operation,
      @Nullable String sql,
      Throwable failure,
      @Nullable String stopped,
      boolean outcomeKnown) {
    StorageException already = ErrorListener.find(failure, StorageException.class);
    if (already != null) {
      return already;
    }
    SQLException told = mostTelling(failure);
    String state =
        told == null ? NO_STATE : Objects.requireNonNullElse(told.getSQLState(), NO_STATE);
    FailedStatement at = new FailedStatement(sql, 0, state.isEmpty() ? null : state);
    if (told == null) {
      return new StorageException(operation + ": " + failure.getMessage(), at, failure);
    }
    String what =
        operation
            + ": "
            + words(told, state)
            + (state.isEmpty() ? "" : " (SQLSTATE " + state + ")");
    boolean lost = lost(state);
    if (stopped != null && outcomeKnown && (lost || state.equals("57014"))) {
      return new CancelledException(operation + ": " + stopped, at, failure);
    }
    if (lost) {
      return new UnavailableException(what + lostHint(outcomeKnown), at, failure, outcomeKnown);
    }
    return switch (state) {
      case "23505" ->
          new DuplicateKeyException(
              operation
                  + ": there is a row with this key already: "
                  + words(told, state)
                  + "; use upsert or update where it may exist, or give another key",
              at,
              failure);
      case "40001" ->
          new BusyException(
              what
                  + "; what this transaction read was changed by another meanwhile: run the whole"
                  + " transaction again",
              at,
              failure);
      case "40P01" ->
          new BusyException(
              what
                  + "; two transactions waited for each other, and this one was ended: run it"
                  + " again",
              at,
              failure);
      case "55P03" ->
          new BusyException(
              what
                  + "; another transaction holds the lock: run the transaction again, or raise the"
                  + " lock timeout",
              at,
              failure);
      case "53300" ->
          new BusyException(
              what
                  + "; the server has no connection left: try again, or raise max_connections, or"
                  + " put a pooler in between",
              at,
              failure);
      case "57014" ->
          new CancelledException(
              what
                  + "; the statement was cancelled from outside or took longer than the statement"
                  + " timeout, and what the block changed is undone",
              at,
              failure);
      case "25006" ->
          new ReadOnlyException(
              what
                  + "; inside Database.read and Database.dsl nothing can be written: use"
                  + " Database.write; if this is one, the server is a replica: connect to the"
                  + " primary",
              at,
              failure);
      case "53100" ->
          new StorageFullException(
              what
                  + "; nothing of the transaction was stored: make room on the server's disk and"
                  + " run it again",
              at,
              failure);
      case "42501" ->
          new NotPermittedException(
              what
                  + "; the role may not do this, or not in this cluster: an administrator grants"
                  + " agent_reader or agent_writer to it, and enters it into cluster_access",
              at,
              failure);
      case "28000", "28P01", "3D000" ->
          new CannotOpenException(
              what + "; look at the address, the role and its password", at, failure);
      // A rule about one row that only a trigger can say (RAISE EXCEPTION).
      case "P0001" -> new ConstraintViolationException(what, at, failure);
      case "25P02" ->
          new StorageException(
              what
                  + "; an earlier statement of this transaction failed, which ends it on"
                  + " PostgreSQL: run in an inner Database.write what may fail and be caught",
              at,
              failure);
      default -> byClass(what, state, at, failure);
    };
  }

  private static String ruleHint(String state) {
    return switch (state) {
      case "23503" -> "; store first what a row refers to, and delete last what others refer to";
      case "23502" -> "; give the column a value";
      case "23514" -> "; give values that the rule allows";
      default -> "";
    };
  }

  private static StorageException byClass(
      String what, String state, FailedStatement at, Throwable failure) {
    String group = state.length() < 2 ? state : state.substring(0, 2);
    return switch (group) {
      // A rule about one row: a load rejects that row and goes on.
      case "22", "23", "44", "54" ->
          new ConstraintViolationException(what + ruleHint(state), at, failure);
      case "XX" ->
          state.equals("XX001") || state.equals("XX002")
              ? new CorruptException(
                  what + "; the server found damage: restore it from a backup", at, failure)
              : new StorageException(what, at, failure);
      case "53", "58" ->
          new StorageException(
              what + "; the server lacks memory, files or a disk that works: look at its log",
              at,
              failure);
      default -> new StorageException(what, at, failure);
    };
  }

  /**
   * Whether what was run is wrong, and not the server or its surroundings.
   *
   * @param failure what {@link #classify} gave
   * @return whether another server would have failed in the same way
   */
  static boolean blamesTheStatement(StorageException failure) {
    String state = failure.statement().sqlState();
    return state == null
        || state.startsWith("42")
        || state.startsWith("22")
        || state.startsWith("23");
  }

  /** The connection is gone, or the server is not ready to have one. */
  private static boolean lost(String state) {
    return (state.startsWith("08") && !state.equals("08P01") && !state.equals("08004"))
        || state.equals("57P01")
        || state.equals("57P02")
        || state.equals("57P03")
        || state.equals("57P05")
        || state.equals("25P03");
  }

  private static String lostHint(boolean outcomeKnown) {
    return outcomeKnown
        ? "; nothing of the transaction was stored: look whether the server runs and can be"
            + " reached, and run it again"
        : "; the connection was lost while the transaction was being committed, and nobody can"
            + " know whether it is stored: read before writing it again";
  }

  /** A batch hides the failure of a row behind one of its own, a pool that of a connection. */
  private static @Nullable SQLException mostTelling(Throwable failure) {
    SQLException server = null;
    SQLException any = null;
    for (Throwable at = failure; at != null; at = next(at)) {
      if (at instanceof PSQLException postgres && server == null) {
        server = postgres;
      }
      if (at instanceof SQLException sql && any == null) {
        any = sql;
      }
    }
    return server == null ? any : server;
  }

  private static @Nullable Throwable next(Throwable at) {
    if (at instanceof SQLException sql
        && !(at instanceof PSQLException)
        && sql.getNextException() != null) {
      return sql.getNextException();
    }
    return at.getCause();
  }

  /** What the server said, without values: its detail has them, and what it quotes of input it could not read. */
  private static String words(SQLException told, String state) {
    ServerErrorMessage server =
        told instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    String words =
        server == null || server.getMessage() == null
            ? String.valueOf(told.getMessage())
            : server.getMessage();
    return state.startsWith("22") ? QUOTED.matcher(words).replaceAll(LEFT_OUT) : words;
  }
}
