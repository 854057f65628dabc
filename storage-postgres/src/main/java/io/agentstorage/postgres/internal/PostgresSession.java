// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

import io.agentstorage.core.Deadline;
import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.error.UnavailableException;
import io.agentstorage.core.spi.AccessMode;
import io.agentstorage.core.spi.Session;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.Transaction;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * One connection while it is lent, and the transaction on it. Used by one thread, but for {@link #stopIfDue}, which the
 * thread of {@link Canceller} calls.
 */
final class PostgresSession implements ConnectionProvider, TransactionProvider {
  private static final Transaction BEGUN = new Transaction() {};

  /** A cancellation may come to the server before what it is to cancel, and is then sent again. */
  private static final long AGAIN_NANOS = Duration.ofMillis(500).toNanos();

  /** What has not stopped by then never will: the network is gone, and the connection with it. */
  private static final long GIVE_UP_NANOS = Duration.ofSeconds(10).toNanos();

  private final Connection connection;
  private final LentConnection shown;
  private final Opening opening;
  private final AccessMode mode;
  private final Configuration configuration;
  private final Deque<Savepoint> savepoints = new ArrayDeque<>();

  private volatile Thread user = Thread.currentThread();
  private volatile Deadline deadline = Deadline.none();
  private final AtomicInteger inUse = new AtomicInteger();
  private volatile boolean committing;
  private volatile boolean rollingBack;
  private volatile boolean ended;
  private volatile @Nullable String stoppedBy;

  private boolean ofOneQuery;
  private volatile boolean begun;
  private boolean broken;
  private boolean lost;
  private boolean cancelled;
  private long firstCancelAt;
  private long lastCancelAt;
  private @Nullable Thread cancelling;

  /** Begins the transaction of a session. */
  @FunctionalInterface
  interface Opening {
    void begin(Connection connection, AccessMode mode) throws SQLException;
  }

  PostgresSession(Connection connection, AccessMode mode, Opening opening, Configuration base)
      throws SQLException {
    this.connection = connection;
    this.shown = new LentConnection(connection, this);
    this.mode = mode;
    this.opening = opening;
    this.configuration = base.derive((ConnectionProvider) this).derive((TransactionProvider) this);
    connection.setAutoCommit(false);
    connection.setReadOnly(mode == AccessMode.READ);
  }

  Configuration configuration() {
    return configuration;
  }

  Connection connection() {
    return connection;
  }

  void stopAt(Deadline changed) {
    deadline = changed;
    stoppedBy = null;
  }

  /** Whether the connection must not be lent again: what was sent to stop it may still arrive. */
  boolean broken() {
    return broken || cancelled;
  }

  /** Whether the server has gone, or the way to it. */
  boolean lost() {
    return lost;
  }

  void discard() {
    broken = true;
  }

  boolean inTransaction() {
    return begun;
  }

  int statementsInUse() {
    return inUse.get();
  }

  StorageException classify(String operation, @Nullable String sql, SQLException failure) {
    StorageException classified =
        PostgresErrors.classify(operation, sql, failure, stopped(), !committing);
    if (classified instanceof UnavailableException) {
      broken = true;
      lost = true;
    }
    return classified;
  }

  private @Nullable String stopped() {
    if (stoppedBy == null && due()) {
      stoppedBy = reason();
    }
    return stoppedBy;
  }

  private boolean due() {
    return deadline.passed() || user.isInterrupted();
  }

  private String reason() {
    return (user.isInterrupted() ? "the thread was interrupted" : "the deadline has passed")
        + "; what the block changed is undone";
  }

  private void require(String operation) {
    if (due()) {
      stoppedBy = reason();
      throw new CancelledException(operation + ": " + stoppedBy);
    }
  }

  /** Called again and again by another thread. */
  void stopIfDue() {
    if (ended || !waiting() || !due()) {
      return;
    }
    synchronized (this) {
      if (ended || !waiting()) {
        return;
      }
      long now = System.nanoTime();
      if (!cancelled) {
        cancelled = true;
        firstCancelAt = now;
        stoppedBy = reason();
        cancel(now);
      } else if (now - firstCancelAt > GIVE_UP_NANOS) {
        abort();
      } else if (now - lastCancelAt > AGAIN_NANOS) {
        cancel(now);
      }
    }
  }

  /** Whether the thread may be waiting for the server. */
  private boolean waiting() {
    return inUse.get() > 0 || committing || rollingBack;
  }

  /** On a thread of its own: it opens another connection to the server, which may take long. */
  private void cancel(long now) {
    lastCancelAt = now;
    if (committing || rollingBack || (cancelling != null && cancelling.isAlive())) {
      return;
    }
    cancelling =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    connection.unwrap(PGConnection.class).cancelQuery();
                  } catch (SQLException e) {
                    // It could not be sent: it is sent again, and in the end the connection cut.
                    lastCancelAt = System.nanoTime();
                  }
                });
  }

  private void abort() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      broken = true;
    }
  }

  @Override
  public Connection acquire() {
    user = Thread.currentThread();
    require("run a statement");
    inUse.incrementAndGet();
    return shown;
  }

  @Override
  public void release(Connection released) {
    if (inUse.get() > 0) {
      inUse.decrementAndGet();
    }
  }

  @Override
  public void begin(TransactionContext context) {
    require("begin a transaction");
    if (begun) {
      savepoints.push(savepoint());
    } else {
      beginOutermost();
    }
    context.transaction(BEGUN);
  }

  /** Begins a transaction that ends with its only query. */
  void beginForOneQuery() {
    ofOneQuery = true;
    beginOutermost();
  }

  /** Begins a transaction that only reads, without a block. */
  void beginForReading() {
    require("begin a transaction");
    beginOutermost();
  }

  boolean ofOneQuery() {
    return ofOneQuery;
  }

  private void beginOutermost() {
    inUse.incrementAndGet();
    try {
      opening.begin(connection, mode);
      begun = true;
    } catch (SQLException e) {
      broken = true;
      throw classify("begin a transaction", null, e);
    } finally {
      inUse.decrementAndGet();
    }
  }

  private Savepoint savepoint() {
    inUse.incrementAndGet();
    try {
      return connection.setSavepoint();
    } catch (SQLException e) {
      throw classify("begin a savepoint", null, e);
    } finally {
      inUse.decrementAndGet();
    }
  }

  /** A statement that fails ends the transaction on PostgreSQL, if there is nothing to go back to. */
  Session.Mark mark() {
    Savepoint savepoint = savepoint();
    return failed -> {
      if (failed) {
        rollbackTo(savepoint);
      } else {
        release(savepoint);
      }
    };
  }

  @Override
  public void commit(TransactionContext context) {
    require("commit");
    if (!savepoints.isEmpty()) {
      release(savepoints.peek());
      savepoints.pop();
      return;
    }
    commitOutermost();
  }

  private void commitOutermost() {
    committing = true;
    try {
      connection.commit();
      begun = false;
    } catch (SQLException e) {
      broken = true;
      throw classify("commit", null, e);
    } finally {
      committing = false;
    }
  }

  private void release(Savepoint savepoint) {
    inUse.incrementAndGet();
    try {
      connection.releaseSavepoint(savepoint);
    } catch (SQLException e) {
      throw classify("release a savepoint", null, e);
    } finally {
      inUse.decrementAndGet();
    }
  }

  @Override
  public void rollback(TransactionContext context) {
    if (context.transaction() != BEGUN) {
      return; // jOOQ rolls back even what could not begin
    }
    if (savepoints.isEmpty()) {
      rollbackAll();
    } else {
      rollbackTo(savepoints.pop());
    }
  }

  /** Where the savepoint cannot be reached the transaction is lost, which each later statement says. */
  private void rollbackTo(Savepoint savepoint) {
    if (broken) {
      return;
    }
    awaitCancelling();
    rollingBack = true;
    try {
      connection.rollback(savepoint);
      connection.releaseSavepoint(savepoint);
    } catch (SQLException e) {
      broken = true;
    } finally {
      rollingBack = false;
    }
  }

  private void rollbackAll() {
    begun = false;
    if (broken) {
      return; // the server undoes what a lost connection did not commit
    }
    awaitCancelling();
    rollingBack = true;
    try {
      connection.rollback();
    } catch (SQLException e) {
      broken = true;
    } finally {
      rollingBack = false;
    }
  }

  /** What is being sent must not stop the rollback instead. */
  private void awaitCancelling() {
    Thread running;
    synchronized (this) {
      running = cancelling;
    }
    boolean interrupted = Thread.interrupted(); // else the wait would not be one
    try {
      if (running != null) {
        running.join(Duration.ofNanos(GIVE_UP_NANOS));
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Nothing stops it from now on. */
  void end() {
    synchronized (this) {
      ended = true;
    }
    awaitCancelling();
    if (!broken()) {
      try {
        if (begun) {
          rollbackAll();
        }
        connection.setReadOnly(false);
        connection.setAutoCommit(true);
      } catch (SQLException e) {
        broken = true;
      }
    }
  }

  /** Runs one statement that has parameters and whose result does not matter. */
  static void run(Connection connection, String sql, Object... values) throws SQLException {
    if (values.length == 0) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
  }
}
