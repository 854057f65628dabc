// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.Deadline;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.spi.OpenHandles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.Transaction;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;

/**
 * One connection and the transaction on it. jOOQ's own provider keeps its state by thread, where a broken connection
 * stays behind for good; here the state is the connection's and goes with it.
 */
public final class SqliteSession implements ConnectionProvider, TransactionProvider {
  private static final Transaction BEGUN = new Transaction() {};

  private final Connection connection;
  private final Stopper stopper;
  private final String begin;
  private final Configuration configuration;
  private final @Nullable LoadSettings loads;
  private int depth;
  private boolean refusing;
  private boolean rolledBack;
  private @Nullable StorageException broken;

  private SqliteSession(
      Connection connection, String begin, Configuration base, @Nullable LoadSettings loads) {
    this.connection = connection;
    this.loads = loads;
    this.stopper = stopper(connection);
    this.begin = begin;
    this.configuration = base.derive((ConnectionProvider) this).derive((TransactionProvider) this);
    noticeRollbacks();
  }

  /**
   * After some failures (a full disk, an interrupt) SQLite rolls the whole transaction back by itself. What its caller
   * then goes on to run would be a transaction of its own, committed whatever becomes of the block.
   */
  private void noticeRollbacks() {
    SQLiteCommitListener listener =
        new SQLiteCommitListener() {
          @Override
          public void onCommit() {}

          @Override
          public void onRollback() {
            rolledBack = true;
            countUndone();
          }
        };
    try {
      connection.unwrap(SQLiteConnection.class).addCommitListener(listener);
    } catch (SQLException e) {
      throw SqliteErrors.classify("listen for rollbacks", null, e);
    }
  }

  private static Stopper stopper(Connection connection) {
    try {
      return Objects.requireNonNull(CachingConnection.stopperOf(connection));
    } catch (SQLException e) {
      throw SqliteErrors.classify("look at a connection", null, e);
    }
  }

  private void requireTransaction() {
    if (broken == null && depth > 0 && rolledBack) {
      broken = rolledBackAsAWhole(null);
    }
    if (broken != null) {
      throw broken;
    }
  }

  private static StorageException rolledBackAsAWhole(@Nullable StorageException cause) {
    return new StorageException(
        "the transaction was rolled back as a whole by an earlier failure: run it again", cause);
  }

  /**
   * Takes over a connection whose transactions take the write lock when they begin: one that took it later could fail
   * for having read something old.
   *
   * @param connection the connection, in auto-commit mode
   * @param base what to derive the configuration of this session from
   * @param loads what loads change on it
   * @return the session
   */
  public static SqliteSession forWriting(
      Connection connection, Configuration base, LoadSettings loads) {
    return new SqliteSession(connection, SqliteStatements.BEGIN_IMMEDIATE, base, loads);
  }

  /**
   * Takes over a connection for reading.
   *
   * @param connection the connection, in auto-commit mode
   * @param base what to derive the configuration of this session from
   * @return the session
   */
  public static SqliteSession forReading(Connection connection, Configuration base) {
    return new SqliteSession(connection, SqliteStatements.BEGIN, base, null);
  }

  /**
   * Lets a connection that serves both read only, or write again. A reader's connection cannot write anyway.
   *
   * @param refuse whether writes fail
   */
  public void refuseWrites(boolean refuse) {
    if (refuse != refusing && begin.equals(SqliteStatements.BEGIN_IMMEDIATE)) {
      run(SqliteStatements.queryOnly(refuse), "set whether writes are refused");
      refusing = refuse;
    }
  }

  /**
   * How jOOQ runs on this connection.
   *
   * @return the configuration
   */
  public Configuration configuration() {
    return configuration;
  }

  /**
   * Sets until when it may run.
   *
   * @param deadline in place of the one before
   */
  public void stopAt(Deadline deadline) {
    stopper.deadline(deadline);
  }

  /**
   * Whether the connection must be thrown away.
   *
   * @return true once a rollback failed, or if the driver has closed it
   */
  public boolean broken() {
    return broken != null || depth != 0 || closed();
  }

  private boolean closed() {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  /**
   * Does something on the connection that neither an interrupt nor a deadline stops: half a migration helps nobody.
   *
   * @param work what to do
   */
  public void doUnstopped(Consumer<Connection> work) {
    boolean before = stopper.hold(true);
    try {
      work.accept(connection);
    } finally {
      stopper.hold(before);
    }
  }

  @Override
  public Connection acquire() {
    stopper.require("run a statement");
    // What runs now would no longer be in the transaction that its caller believes to be in.
    requireTransaction();
    return connection;
  }

  @Override
  public void release(Connection released) {}

  @Override
  public void begin(TransactionContext context) {
    stopper.require("begin a transaction");
    if (depth == 0) {
      rolledBack = false;
      if (connection instanceof CachingConnection caching) {
        caching.newTransaction();
      }
      if (loads != null) {
        loads.apply(sql -> run(sql, "set up a transaction"));
      }
      run(refusing ? SqliteStatements.BEGIN : begin, "begin a transaction");
    } else {
      requireTransaction(); // a savepoint without one would begin one, and its release commit it
      run(SqliteStatements.savepoint(depth), "begin a savepoint");
    }
    depth++;
    context.transaction(BEGUN);
  }

  @Override
  public void commit(TransactionContext context) {
    stopper.require("commit");
    requireTransaction();
    run(depth == 1 ? SqliteStatements.COMMIT : SqliteStatements.release(depth - 1), "commit");
    depth--;
  }

  @Override
  public void rollback(TransactionContext context) {
    if (context.transaction() != BEGUN) {
      return; // jOOQ rolls back even what could not begin
    }
    depth--;
    if (depth > 0) {
      rollBackToSavepoint();
    } else {
      rollBackAll();
    }
  }

  private void rollBackToSavepoint() {
    if (broken != null || rolledBack) {
      return; // no savepoint is left
    }
    countUndone();
    try {
      run(SqliteStatements.rollbackTo(depth), "roll back to a savepoint");
      run(SqliteStatements.release(depth), "release a savepoint");
    } catch (StorageException e) {
      broken = rolledBackAsAWhole(e);
    }
  }

  private void countUndone() {
    if (connection instanceof CachingConnection caching) {
      caching.undone();
    }
  }

  private void rollBackAll() {
    countUndone();
    try {
      if (broken == null) {
        run(SqliteStatements.ROLLBACK, "roll back");
        return;
      }
    } catch (StorageException e) {
      broken = e;
    }
    // Where SQLite has rolled back by itself the connection is as good as new, and this shows it.
    run(SqliteStatements.BEGIN, "see whether the connection still works");
    run(SqliteStatements.ROLLBACK, "see whether the connection still works");
    broken = null;
  }

  OpenHandles openHandles(boolean lent) {
    Handles<Statement> statements = statements();
    return new OpenHandles(
        lent ? 1 : 0,
        statements == null ? 0 : statements.count(),
        depth > 0 ? 1 : 0,
        statements == null ? List.of() : statements.takenAt());
  }

  /** Whether a result or a statement was left open. */
  boolean hasOpenStatements() {
    Handles<Statement> statements = statements();
    return statements != null && statements.count() > 0;
  }

  void traceHandles(boolean on) {
    Handles<Statement> statements = statements();
    if (statements != null) {
      statements.trace(on);
    }
  }

  private @Nullable Handles<Statement> statements() {
    return connection instanceof CachingConnection caching ? caching.open() : null;
  }

  /**
   * Closes the connection.
   *
   * @throws SQLException if the driver cannot
   */
  public void close() throws SQLException {
    connection.close();
  }

  /** To its end, but for the wait for a lock. */
  private void run(String sql, String operation) {
    boolean before = stopper.hold(true);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    } catch (SQLException e) {
      throw SqliteErrors.classify(operation, sql, e, stopper.stopped());
    } finally {
      stopper.hold(before);
    }
  }
}
