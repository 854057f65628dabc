// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

import io.agentstorage.core.Deadline;
import io.agentstorage.core.error.BusyException;
import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.spi.AccessMode;
import io.agentstorage.core.spi.OpenHandles;
import io.agentstorage.postgres.PostgresOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jooq.Configuration;

/** Lends sessions, at most so many at once, in the order in which they were asked for. Thread-safe. */
public final class Sessions implements AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

  private final ConnectionSource source;
  private final PostgresOptions options;
  private final Configuration base;
  private final Canceller canceller = new Canceller();
  private final Semaphore permits;
  private final Map<PostgresSession, Optional<Throwable>> lent = new ConcurrentHashMap<>();
  private volatile boolean tracing;
  private volatile boolean closed;

  /**
   * Lends.
   *
   * @param source where connections come from
   * @param options how many, and how long to wait
   */
  public Sessions(ConnectionSource source, PostgresOptions options) {
    this.source = source;
    this.options = options;
    this.base = PostgresConfiguration.create(options.dialect(), options.copyRows());
    this.permits = new Semaphore(options.connections(), true);
  }

  String place() {
    return source.place();
  }

  Configuration base() {
    return base;
  }

  PostgresSession take(AccessMode mode, PostgresSession.Opening opening, Deadline deadline) {
    requireOpen();
    await(deadline);
    boolean taken = false;
    try {
      requireOpen();
      PostgresSession session = open(mode, opening);
      session.stopAt(deadline);
      lent.put(
          session,
          tracing ? Optional.of(new Throwable("a connection was taken here")) : Optional.empty());
      canceller.add(session);
      taken = true;
      return session;
    } finally {
      if (!taken) {
        permits.release();
      }
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new StorageException("the database is closed; open it again", null);
    }
  }

  private PostgresSession open(AccessMode mode, PostgresSession.Opening opening) {
    Connection connection = null;
    try {
      connection = source.get();
      return new PostgresSession(connection, mode, opening, base);
    } catch (SQLException e) {
      if (connection != null) {
        source.discard(connection);
      }
      if (Thread.currentThread().isInterrupted()) {
        throw interrupted(e);
      }
      throw PostgresErrors.classify("connect to " + source.place(), null, e);
    }
  }

  void giveBack(PostgresSession session) {
    if (lent.remove(session) == null) {
      return;
    }
    canceller.remove(session);
    try {
      session.end();
      if (session.lost()) {
        source.discardIdle();
      }
      if (session.broken()) {
        source.discard(session.connection());
      } else {
        session.connection().close();
      }
    } catch (SQLException e) {
      // It was broken already: who used it was told then, and nobody gets it again.
      source.discard(session.connection());
    } finally {
      permits.release();
    }
  }

  private void await(Deadline deadline) {
    if (deadline.passed()) {
      throw passed();
    }
    Duration most =
        deadline.remaining().compareTo(options.patience()) < 0
            ? deadline.remaining()
            : options.patience();
    try {
      if (!permits.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS)) {
        if (deadline.passed()) {
          throw passed();
        }
        throw new BusyException(
            "wait for a connection to "
                + source.place()
                + ": all "
                + options.connections()
                + " were in use for "
                + options.patience().toMillis()
                + " ms; close streams and end transactions, or allow more connections");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
  }

  static CancelledException passed() {
    return new CancelledException(
        "wait for a connection: the deadline has passed; nothing was done");
  }

  static CancelledException interrupted(Exception cause) {
    return new CancelledException(
        "wait for a connection: the thread was interrupted; nothing was done",
        FailedStatement.NONE,
        cause);
  }

  /**
   * What is lent.
   *
   * @return the counts; a statement is one whose result is still open, too
   */
  public OpenHandles openHandles() {
    int statements = 0;
    int transactions = 0;
    List<Throwable> takenAt = new ArrayList<>();
    for (Map.Entry<PostgresSession, Optional<Throwable>> one : lent.entrySet()) {
      statements += one.getKey().statementsInUse();
      transactions += one.getKey().inTransaction() ? 1 : 0;
      one.getValue().ifPresent(takenAt::add);
    }
    return new OpenHandles(lent.size(), statements, transactions, takenAt);
  }

  /**
   * Remembers where each session is taken from now on.
   *
   * @param on whether to remember
   */
  public void trace(boolean on) {
    tracing = on;
  }

  /** Waits for what is lent, but not for ever: a stream that nobody closes never comes back. */
  @Override
  public void close() {
    synchronized (canceller) {
      if (closed) {
        return;
      }
      boolean all = awaitAll();
      closed = true;
      if (all) {
        permits.release(options.connections());
      }
    }
    int left = lent.size();
    canceller.close();
    source.close();
    if (left > 0) {
      throw new StorageException(
          "close "
              + source.place()
              + ": "
              + left
              + " connections are still in use, and what uses them will fail; close streams, and"
              + " end transactions, before the database",
          null);
    }
  }

  private boolean awaitAll() {
    try {
      return permits.tryAcquire(
          options.connections(), CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return permits.tryAcquire(options.connections());
    }
  }
}
