// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

import io.agentstorage.core.Retry;
import io.agentstorage.core.retention.RetentionReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link RetentionRunner} again and again, on a thread of its own. Thread-safe.
 *
 * <p>The first run is when the last one, as the database remembers it, is an interval ago: often at once. What fails is told
 * to the listener and tried again after a pause that grows up to the interval.
 */
public final class RetentionTask implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** A part of the interval, at random, so that many agents do not run together. */
  private static final double JITTER = 0.1;

  /** Then what runs is interrupted: it looks for rows, or writes an archive. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final RetentionRunner runner;
  private final Clock clock;
  private final Duration interval;
  private final RetentionTaskListener listener;
  private final Retry pauses;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Thread thread;
  private boolean woken;
  private volatile boolean stopping;

  /**
   * A task that does not run yet.
   *
   * @param runner what is run
   * @param clock says when it is time
   * @param interval how long from one run to the next; more than 0
   * @param listener is told what happens
   * @throws IllegalArgumentException if there is no interval
   */
  public RetentionTask(
      RetentionRunner runner, Clock clock, Duration interval, RetentionTaskListener listener) {
    if (!interval.isPositive()) {
      throw new IllegalArgumentException(
          "retention: the time between two runs must be more than 0, is " + interval);
    }
    this.runner = runner;
    this.clock = clock;
    this.interval = interval;
    this.listener = listener;
    Duration longest = interval.compareTo(LONGEST_PAUSE) < 0 ? interval : LONGEST_PAUSE;
    Duration first = FIRST_PAUSE.compareTo(longest) < 0 ? FIRST_PAUSE : longest;
    this.pauses = Retry.none().pauses(first, longest);
  }

  /**
   * Begins. Where it has begun already this does nothing.
   *
   * @throws IllegalStateException if it was closed
   */
  public void start() {
    lock.lock();
    try {
      if (stopping) {
        throw new IllegalStateException("retention: the task was stopped; make another one");
      }
      if (thread == null) {
        thread = Thread.ofPlatform().daemon().name("retention").start(this::work);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Runs at once, whenever the next run would be; where one is running, again after it. */
  public void runNow() {
    lock.lock();
    try {
      woken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends it for good: the transaction that is under way is finished, no other is begun. What takes longer than a moment,
   * such as writing an archive, is interrupted, and gone on with another time. Closing again does nothing.
   */
  @Override
  public void close() {
    Thread running;
    lock.lock();
    try {
      stopping = true;
      changed.signalAll();
      running = thread;
    } finally {
      lock.unlock();
    }
    if (running != null && running != Thread.currentThread()) {
      join(running);
    }
  }

  private static void join(Thread running) {
    boolean interrupted = false;
    boolean patient = true;
    while (running.isAlive()) {
      try {
        if (patient) {
          running.join(PATIENCE);
          patient = false;
        } else {
          running.interrupt();
          running.join();
        }
      } catch (InterruptedException e) {
        interrupted = true;
        patient = false;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    int failures = 0;
    Duration wait = Duration.ZERO;
    boolean sure = false;
    while (await(wait)) {
      try {
        Duration left = sure || woken() ? Duration.ZERO : untilDue();
        if (left.isPositive()) {
          wait = left;
        } else {
          runOnce();
          wait = nextWait();
        }
        failures = 0;
        sure = false;
      } catch (RuntimeException e) {
        failures++;
        wait = pauses.pauseAfter(failures);
        sure = true;
        if (!stopping) {
          listener.onFailure(failures, e, wait);
        }
      }
    }
  }

  private void runOnce() {
    Optional<RetentionReport> report = runner.runOnce(listener, () -> stopping);
    if (report.isPresent()) {
      listener.onRun(report.get());
    } else {
      listener.onBusy();
    }
  }

  private Duration untilDue() {
    Optional<Instant> last = runner.lastRun();
    if (last.isEmpty()) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(clock.instant(), last.get()).plus(interval);
    // A clock that was set back by a year does not keep it from running for a year.
    return left.compareTo(interval) > 0 ? interval : left;
  }

  private Duration nextWait() {
    double part = 1 + JITTER * ThreadLocalRandom.current().nextDouble();
    return Duration.ofNanos((long) (interval.toNanos() * part));
  }

  private boolean woken() {
    lock.lock();
    try {
      boolean was = woken;
      woken = false;
      return was;
    } finally {
      lock.unlock();
    }
  }

  /** Says whether to go on. */
  private boolean await(Duration wait) {
    lock.lock();
    try {
      long left = wait.toNanos();
      while (!stopping && !woken && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !stopping;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether it is waiting for something, or running.
   *
   * @return false before it was started and once it has ended
   */
  public boolean isRunning() {
    lock.lock();
    try {
      return thread != null && thread.isAlive();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return "retention every " + TimeUnit.MILLISECONDS.toSeconds(interval.toMillis()) + " s";
  }
}
