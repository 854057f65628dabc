// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Some writes of {@link SharedCommit} that are run in one transaction. Used once, by the thread that has the turn. */
final class SharedRun {
  /** Who waits for the first of them waits for all. */
  private static final int MOST = 32;

  private static final int NOT_BEGUN = -1;

  private final long started = System.nanoTime();
  private final Queue<WaitingWrite<?>> waiting;
  private final List<WaitingWrite<?>> all = new ArrayList<>();
  private int running = NOT_BEGUN;

  /**
   * @param own the write of this thread
   * @param waiting those of others
   */
  SharedRun(WaitingWrite<?> own, Queue<WaitingWrite<?>> waiting) {
    this.waiting = waiting;
    all.add(own);
  }

  /** The block of the transaction; the database may run it again. */
  @Nullable Void run(DSLContext tx) {
    running = 0;
    // Here, because while this thread waited for the writer others came.
    takeOthers();
    for (; running < all.size(); running++) {
      all.get(running).run(tx);
    }
    return null;
  }

  private void takeOthers() {
    while (all.size() < MOST) {
      WaitingWrite<?> next = waiting.poll();
      if (next == null) {
        return;
      }
      all.add(next);
    }
  }

  boolean hasBegun() {
    return running != NOT_BEGUN;
  }

  /** Whether only the commit was left. */
  boolean allRan() {
    return running == all.size();
  }

  /** Whether what failed was not, or not only, the write of this thread. */
  boolean isOfAnother() {
    return running > 0 && all.size() > 1;
  }

  void stored() {
    all.forEach(WaitingWrite::stored);
  }

  void undone() {
    all.forEach(WaitingWrite::undone);
  }

  void fail(Throwable e) {
    all.forEach(one -> one.fail(e));
  }

  /** They would wait as long again, each after the other. */
  void failThoseWhoWaited(Throwable e) {
    for (WaitingWrite<?> next = waiting.peek();
        next != null && next.waitedBefore(started);
        next = waiting.peek()) {
      if (waiting.remove(next)) { // else it was interrupted just now
        next.fail(e);
      }
    }
  }
}
