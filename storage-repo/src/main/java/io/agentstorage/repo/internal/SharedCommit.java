// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.error.UnavailableException;
import io.agentstorage.core.spi.Dialect;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jooq.DSLContext;

/**
 * Short writes that wait at the same time share a transaction: one thread runs those of others after its own and commits
 * once, and each returns when that is done. It is as if they had been run one after the other, for none of them is told
 * before all are stored. If any fails, all are undone, and each is run again in a transaction of its own, so that a
 * failure is that of its own write only. Where nobody can know whether they are stored, all are told that, and none is run
 * again. Thread-safe.
 *
 * <p>Who waits does so without a limit of its own: if the transaction cannot begin because something else has the database
 * for too long, all that waited from before it tried fail with it, and not one after the other.
 */
public final class SharedCommit {
  private final Database database;
  private final boolean shares;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Queue<WaitingWrite<?>> waiting = new ConcurrentLinkedQueue<>();

  /**
   * Shares the transactions of a database.
   *
   * @param database the database
   */
  public SharedCommit(Database database) {
    this.database = database;
    this.shares = Dialect.of(database.dsl().configuration()).sharesCommits();
  }

  /**
   * Runs a write. Inside of a block it is part of that, like any other.
   *
   * @param write what to run, at once or more than once, on any thread; nothing of it stays where it is run again
   * @param <T> what it gives
   * @return what it gave
   * @throws CancelledException if the thread is interrupted before it is run
   */
  public <T> T write(Function<DSLContext, T> write) {
    if (!shares || database.inTransaction()) {
      return database.write(write::apply);
    }
    WaitingWrite<T> mine = new WaitingWrite<>(write);
    waiting.add(mine);
    boolean hasTurn = false;
    try {
      awaitTurn(mine);
      hasTurn = true;
      if (!mine.ended()) {
        waiting.remove(mine);
        run(mine);
      }
      return mine.result();
    } finally {
      if (hasTurn) {
        turn.unlock();
      } else {
        waiting.remove(mine);
      }
    }
  }

  private void awaitTurn(WaitingWrite<?> mine) {
    try {
      turn.lockInterruptibly();
    } catch (InterruptedException e) {
      if (waiting.remove(mine)) {
        Thread.currentThread().interrupt();
        throw interrupted(e);
      }
      // Another thread runs it, and will soon have done so.
      turn.lock();
      Thread.currentThread().interrupt();
      if (!mine.ended()) {
        turn.unlock();
        throw interrupted(e);
      }
    }
  }

  private static CancelledException interrupted(InterruptedException cause) {
    return new CancelledException(
        "wait for others to write: the thread was interrupted; nothing was done",
        FailedStatement.NONE,
        cause);
  }

  private void run(WaitingWrite<?> mine) {
    if (!mine.mustBeAlone()) {
      SharedRun shared = new SharedRun(mine, waiting);
      try {
        database.write(shared::run);
        shared.stored();
        return;
      } catch (Throwable e) {
        if (!mustRunAlone(e, shared)) {
          throw e;
        }
      }
    }
    database.write(
        tx -> {
          mine.run(tx);
          return null;
        });
    mine.stored();
  }

  /** Decides what a failure means to each; whether this thread's own write is to be run again, by itself. */
  private static boolean mustRunAlone(Throwable e, SharedRun shared) {
    if (!shared.hasBegun()) {
      if (!(e instanceof CancelledException)) {
        shared.failThoseWhoWaited(e);
      }
      return false;
    }
    if (shared.allRan() && !isUndone(e)) {
      shared.fail(e);
      return false;
    }
    shared.undone();
    return shared.isOfAnother();
  }

  /** Whether it is certain that nothing was stored, though all of them ran. */
  private static boolean isUndone(Throwable e) {
    return e instanceof UnavailableException lost
        ? lost.outcomeKnown()
        : e instanceof StorageException;
  }
}
