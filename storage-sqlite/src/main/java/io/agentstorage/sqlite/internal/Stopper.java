// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.Deadline;
import io.agentstorage.core.error.CancelledException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sqlite.BusyHandler;
import org.sqlite.ProgressHandler;

/**
 * Stops what runs on one connection once its thread is interrupted or its deadline has passed. SQLite asks while it
 * runs, on the thread that runs it, so that no other thread has to watch. It does not ask within one step: it sorts as
 * many rows as the page cache holds in one (2 MiB on a reader, 32 MiB on the writer unless set), and deletes all rows of a table, or
 * counts them, in one. Not thread-safe.
 */
final class Stopper {
  /** Steps between two questions: some ten microseconds of a scan, of which the question takes 0.15. */
  private static final int STEPS = 2000;

  /**
   * The longest sleep between two looks for a lock, each of which takes some 20 µs. SQLite's own wait comes to sleep for 100
   * ms, and would mostly miss the moment in which a process that writes again and again has let go of it.
   */
  static final Duration LONGEST_PAUSE = Duration.ofMillis(2);

  private final long patience;
  private Deadline deadline = Deadline.none();
  private boolean held;
  private @Nullable String stopped;

  private Stopper(long patience) {
    this.patience = patience;
  }

  /**
   * Begins to watch a connection, and takes over its busy timeout: SQLite's own wait for a lock cannot be stopped.
   *
   * @param connection a connection of the driver, with its busy timeout set
   * @return what watches it
   * @throws SQLException if the driver refuses
   */
  static Stopper install(Connection connection) throws SQLException {
    Stopper stopper;
    try (Statement statement = connection.createStatement()) {
      long patience = Long.parseLong(ConnectionFactory.query(statement, "busy_timeout"));
      stopper = new Stopper(TimeUnit.MILLISECONDS.toNanos(patience));
    }
    ProgressHandler.setHandler(connection, STEPS, stopper.new Progress());
    BusyHandler.setHandler(connection, stopper.new Busy());
    return stopper;
  }

  /**
   * Sets the deadline.
   *
   * @param changed in place of the one before
   */
  void deadline(Deadline changed) {
    deadline = changed;
  }

  /**
   * Keeps statements running to their end, whatever happens: half a commit or a rollback that did not take place would be
   * worse than a late one.
   *
   * @param hold true from now on, false to end it
   * @return what it was before
   */
  boolean hold(boolean hold) {
    boolean before = held;
    held = hold;
    return before;
  }

  /**
   * Lets nothing begin that would be stopped.
   *
   * @param operation what is about to begin
   * @throws CancelledException if it must not
   */
  void require(String operation) {
    stopped = held ? null : reason();
    if (stopped != null) {
      throw new CancelledException(operation + ": " + stopped);
    }
  }

  /**
   * Why the last statement was stopped.
   *
   * @return reason and cure, or null if it was not
   */
  @Nullable String stopped() {
    return stopped;
  }

  private @Nullable String reason() {
    if (Thread.currentThread().isInterrupted()) {
      return "the thread was interrupted; what the block changed is undone, and the thread stays"
          + " interrupted until Thread.interrupted() is called";
    }
    if (deadline.passed()) {
      return "the deadline has passed; what the block changed is undone: give it more time, or less"
          + " to do";
    }
    return null;
  }

  private boolean mustStop() {
    String why = reason();
    if (why != null) {
      stopped = why;
    }
    return why != null;
  }

  /** Asked by SQLite while a statement runs. */
  private final class Progress extends ProgressHandler {
    @Override
    protected int progress() {
      return !held && mustStop() ? 1 : 0;
    }
  }

  /**
   * Asked by SQLite when another connection holds a lock. To give up is always safe: the statement has done nothing yet.
   */
  private final class Busy extends BusyHandler {
    private long since;

    @Override
    protected int callback(int looks) {
      if (looks == 0) {
        since = System.nanoTime();
      }
      long left = patience - (System.nanoTime() - since);
      if (mustStop() || left <= 0) {
        return 0;
      }
      long pause = looks == 0 ? LONGEST_PAUSE.toNanos() / 2 : LONGEST_PAUSE.toNanos();
      try {
        TimeUnit.NANOSECONDS.sleep(Math.min(Math.min(pause, left), deadline.remaining().toNanos()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return mustStop() ? 0 : 1;
    }
  }
}
