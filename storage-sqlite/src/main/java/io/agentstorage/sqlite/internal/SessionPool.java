// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.Deadline;
import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.spi.OpenHandles;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lends sessions, at most so many at once, in the order in which they were asked for. They are opened when first
 * needed and kept until the end; a broken one is closed instead. Thread-safe.
 */
public final class SessionPool {
  private final Supplier<SqliteSession> open;
  private final Duration patience;
  private final Semaphore permits;
  private final int size;
  private final Deque<SqliteSession> idle = new ArrayDeque<>();
  private final Handles<SqliteSession> handles = new Handles<>("connection");
  private OpenHandles leftOpen = new OpenHandles(0, 0, 0, List.of());
  private volatile boolean tracing;
  private boolean closed;

  /**
   * A pool.
   *
   * @param size how many sessions are lent at once
   * @param patience how long closing waits for lent sessions
   * @param open opens one more
   */
  public SessionPool(int size, Duration patience, Supplier<SqliteSession> open) {
    this.size = size;
    this.patience = patience;
    this.open = open;
    this.permits = new Semaphore(size, true);
  }

  /**
   * Takes a session, waiting for its turn.
   *
   * @param refuseWrites whether it must not write
   * @param deadline until when to wait
   * @return the session
   * @throws CancelledException if the thread is interrupted or the deadline passes while it waits
   * @throws StorageException if the database is closed, no connection can be opened, or the calling thread has all of
   *     them already
   */
  public SqliteSession take(boolean refuseWrites, Deadline deadline) {
    refuseToWaitForItself();
    await(deadline);
    boolean taken = false;
    try {
      SqliteSession session = idleOrNew();
      boolean ready = false;
      try {
        session.refuseWrites(refuseWrites);
        session.traceHandles(tracing);
        ready = true;
      } finally {
        if (!ready) {
          close(session);
        }
      }
      handles.add(session);
      taken = true;
      return session;
    } finally {
      if (!taken) {
        permits.release();
      }
    }
  }

  /**
   * Gives a session back.
   *
   * @param session one that was taken
   */
  public void giveBack(SqliteSession session) {
    handles.remove(session);
    try {
      boolean keep;
      synchronized (idle) {
        keep = !closed && !session.broken();
        if (session.hasOpenStatements()) {
          // A result that is still open holds what its transaction saw, and the next one would
          // see that too.
          keep = false;
          leftOpen = leftOpen.plus(session.openHandles(false));
        }
        if (keep) {
          idle.push(session);
        }
      }
      if (!keep) {
        close(session);
      }
    } finally {
      permits.release();
    }
  }

  /**
   * Whether somebody waits for a session.
   *
   * @return true if a thread does now
   */
  public boolean isWaitedFor() {
    return permits.hasQueuedThreads();
  }

  /**
   * What is taken and not given back: sessions, what is open on those and on the others, and what was left open when its
   * session was given back, whose connection was then closed.
   *
   * @return the counts
   */
  public OpenHandles openHandles() {
    Collection<SqliteSession> taken = handles.all();
    OpenHandles all = new OpenHandles(0, 0, 0, handles.takenAt());
    synchronized (idle) {
      all = all.plus(leftOpen);
    }
    for (SqliteSession session : taken) {
      all = all.plus(session.openHandles(true));
    }
    synchronized (idle) {
      for (SqliteSession session : idle) {
        all = all.plus(session.openHandles(false));
      }
    }
    return all;
  }

  /**
   * Remembers where each session, and each statement on it, is taken from now on.
   *
   * @param on whether to remember
   */
  public void traceHandles(boolean on) {
    tracing = on;
    handles.trace(on);
  }

  /**
   * Waits for the sessions that are lent, but not for ever: a stream that nobody closes never comes back. Closes them;
   * one that comes back later is closed then. Those who ask later get an error.
   *
   * @return how many are still lent
   */
  public int close() {
    boolean all = awaitAll();
    try {
      synchronized (idle) {
        closed = true;
        while (!idle.isEmpty()) {
          close(idle.pop());
        }
      }
      return all ? 0 : size - permits.availablePermits();
    } finally {
      if (all) {
        permits.release(size);
      }
    }
  }

  /** A thread that has left results open on all connections would wait for what it alone can give back. */
  private void refuseToWaitForItself() {
    if (handles.countTakenBy(Thread.currentThread()) == size) {
      throw new StorageException(
          "wait for a connection: this thread has all of them ("
              + size
              + ") in results that it left open, and would wait for itself; close the stream or"
              + " the cursor first",
          null);
    }
  }

  private void await(Deadline deadline) {
    try {
      if (!deadline.limited()) {
        permits.acquire();
      } else if (deadline.passed()
          || !permits.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new CancelledException(
            "wait for a connection: the deadline has passed; nothing was done");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException(
          "wait for a connection: the thread was interrupted; nothing was done",
          FailedStatement.NONE,
          e);
    }
  }

  private boolean awaitAll() {
    try {
      return permits.tryAcquire(size, patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return permits.tryAcquire(size);
    }
  }

  private SqliteSession idleOrNew() {
    synchronized (idle) {
      if (closed) {
        throw new StorageException("the database is closed; open it again", null);
      }
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    return open.get();
  }

  private static void close(SqliteSession session) {
    try {
      session.close();
    } catch (SQLException e) {
      throw SqliteErrors.classify("close a connection", null, e);
    }
  }
}
