// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.FailedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Short writes that wait at the same time share a transaction: one thread runs those of others after its own and commits
 * once, and each returns when that is done. It is as if they had been run one after the other, for none of them is told
 * before all are stored. If any fails, all are undone, and each is run again in a transaction of its own, so that a
 * failure is that of its own write only. Thread-safe.
 */
public final class SharedCommit {
  /** Who waits for the first of them waits for all. */
  private static final int MOST = 32;

  private final Database database;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Queue<Waiting<?>> waiting = new ConcurrentLinkedQueue<>();

  /** A write; all but the queue it is in belongs to who has the turn. */
  private static final class Waiting<T> {
    private final Function<DSLContext, T> write;
    private @Nullable T result;
    boolean done;
    boolean alone;

    Waiting(Function<DSLContext, T> write) {
      this.write = write;
    }

    void run(DSLContext tx) {
      result = write.apply(tx);
    }

    T result() {
      return Objects.requireNonNull(result);
    }
  }

  /**
   * Shares the transactions of a database.
   *
   * @param database the database
   */
  public SharedCommit(Database database) {
    this.database = database;
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
    if (database.inTransaction()) {
      return database.write(write::apply);
    }
    Waiting<T> mine = new Waiting<>(write);
    waiting.add(mine);
    awaitTurn(mine);
    try {
      if (!mine.done) {
        waiting.remove(mine);
        run(mine);
      }
      return mine.result();
    } finally {
      turn.unlock();
    }
  }

  private void awaitTurn(Waiting<?> mine) {
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
      if (!mine.done) {
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

  private void run(Waiting<?> mine) {
    if (!mine.alone && runWithOthers(mine)) {
      return;
    }
    database.write(
        tx -> {
          mine.run(tx);
          return null;
        });
    mine.done = true;
  }

  /** False if the write of another thread has failed, by which mine was undone. */
  private boolean runWithOthers(Waiting<?> mine) {
    List<Waiting<?>> all = new ArrayList<>();
    all.add(mine);
    int[] running = {0};
    boolean committed = false;
    try {
      database.write(
          tx -> {
            // Here, because while this thread waited for the writer others came.
            takeOthers(all);
            for (running[0] = 0; running[0] < all.size(); running[0]++) {
              all.get(running[0]).run(tx);
            }
            running[0] = 0;
            return null;
          });
      committed = true;
      return true;
    } catch (RuntimeException e) {
      if (running[0] == 0) {
        throw e; // of its own write, or of the transaction
      }
      return false;
    } finally {
      for (Waiting<?> each : all) {
        each.done = committed;
        each.alone = !committed;
      }
    }
  }

  private void takeOthers(List<Waiting<?>> all) {
    while (all.size() < MOST) {
      Waiting<?> next = waiting.poll();
      if (next == null) {
        return;
      }
      all.add(next);
    }
  }
}
