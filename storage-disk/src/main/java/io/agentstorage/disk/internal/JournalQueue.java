// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.disk.ContentKind;
import io.agentstorage.disk.MetricFileOptions;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The journals of a store: the one that rows are put into, and those that wait to become files. Thread-safe.
 *
 * <p>Those who put share a lock; the one thread that makes files ({@link FileMaker}) takes work from here and holds it
 * only for a moment, so that puts go on while it compresses.
 */
final class JournalQueue {
  /**
   * What is to be done now.
   *
   * @param request the latest request to flush that this serves
   * @param journals what to make files of
   * @param troubles what has failed elsewhere and is to be reported
   */
  record Work(long request, List<SealedJournal> journals, List<StorageException> troubles) {}

  private final Path root;
  private final MetricFileOptions options;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicLong pending = new AtomicLong(); // read without waiting for the disk

  // All of these are guarded by the lock.
  private final ActiveJournal active;
  private final Deque<SealedJournal> sealed = new ArrayDeque<>();
  private final List<StorageException> troubles = new ArrayList<>();
  private long requested;
  private long served;
  private long retryAt;
  private @Nullable StorageException lastFailure;
  private boolean closing;

  JournalQueue(JournalFolder folder, ContentKind kind, String store, MetricFileOptions options) {
    this.root = folder.root();
    this.options = options;
    this.active = new ActiveJournal(folder, kind, store, options);
  }

  /** Adds what a dead store has left. */
  void adopt(Collection<SealedJournal> left) {
    lock.lock();
    try {
      sealed.addAll(left);
      pending.addAndGet(left.stream().mapToLong(SealedJournal::rows).sum());
    } finally {
      lock.unlock();
    }
  }

  void put(List<Frame> frames) {
    lock.lock();
    try {
      requireOpen("put metrics into");
      boolean first = active.rows() == 0;
      active.put(frames);
      pending.addAndGet(frames.stream().mapToLong(Frame::rows).sum());
      if (first) {
        changed.signalAll(); // somebody has to look at the time
      }
    } finally {
      takeSealed();
      lock.unlock();
    }
  }

  private void takeSealed() {
    boolean more = sealed.addAll(active.takeSealed());
    if (troubles.addAll(active.takeTroubles()) || more) {
      changed.signalAll();
    }
  }

  /** Waits for something to do. Null when the store is closed and all was tried. */
  @Nullable Work awaitWork() {
    lock.lock();
    try {
      while (true) {
        long wait = nanosUntilWork();
        if (wait <= 0) {
          break;
        }
        if (closing) {
          return null;
        }
        await(wait);
      }
      if (requested > served || active.nanosUntilDue() <= 0) {
        active.seal();
        takeSealed();
      }
      Work work = new Work(requested, List.copyOf(sealed), List.copyOf(troubles));
      troubles.clear();
      return work;
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // whoever calls looks again
  private void await(long nanos) {
    try {
      changed.awaitNanos(nanos);
    } catch (InterruptedException e) {
      // The threads that wait here are the store's own, and are ended by closing it.
    }
  }

  private long nanosUntilWork() {
    if (requested > served || !troubles.isEmpty()) {
      return 0;
    }
    long wait = active.nanosUntilDue();
    if (!sealed.isEmpty()) {
      wait = Math.min(wait, lastFailure == null ? 0 : retryAt - System.nanoTime());
    }
    return wait;
  }

  /** A journal has its file. */
  void finished(SealedJournal journal) {
    lock.lock();
    try {
      sealed.remove(journal);
      pending.addAndGet(-journal.rows());
    } finally {
      lock.unlock();
    }
  }

  /** All of some work was tried. */
  void served(Work work, @Nullable StorageException failure) {
    lock.lock();
    try {
      served = work.request();
      lastFailure = failure;
      retryAt = System.nanoTime() + options.retryInterval().toNanos();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void flush() {
    lock.lock();
    try {
      requireOpen("flush");
      long request = ++requested;
      changed.signalAll();
      while (served < request) {
        changed.await();
      }
      if (lastFailure != null) {
        throw lastFailure;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException(
          "flush " + root + ": the thread was interrupted; the files are made all the same");
    } finally {
      lock.unlock();
    }
  }

  /** No more puts; what is there is tried once more. */
  void startClosing() {
    lock.lock();
    try {
      if (!closing) {
        closing = true;
        requested++;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Forces the journal to the disk at intervals, until the store is closed. With the lock: puts wait for the disk then,
   * as they would each time with the other level.
   */
  void syncAtIntervals() {
    long interval = options.durability().syncInterval().toNanos();
    lock.lock();
    try {
      long next = System.nanoTime() + interval;
      while (!closing) {
        long wait = next - System.nanoTime();
        if (wait > 0) {
          await(wait);
        } else {
          active.sync();
          takeSealed();
          next = System.nanoTime() + interval;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  long pending() {
    return pending.get();
  }

  Optional<StorageException> lastFailure() {
    lock.lock();
    try {
      return Optional.ofNullable(lastFailure);
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen(String operation) {
    if (closing) {
      throw new StorageException(
          operation + " " + root + ": the store is closed; open it again", null);
    }
  }
}
