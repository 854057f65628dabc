// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Pauses of a load between its transactions, in which others write.
 *
 * <p>Threads of this process have a queue, so that one that waits writes after each chunk; but only once, for the load is
 * next then. So where one did, a load pauses for an eighth of the time that it has worked, at most as long as for others.
 *
 * <p>For other processes SQLite has no queue: who waits for its write lock looks for it again and again, this library every
 * {@link Stopper#LONGEST_PAUSE}, SQLite's own {@code busy_timeout} every 100 ms (sqliteDefaultBusyCallback in its main.c).
 * So the first have their turn every second, and the others before the 5 s are over that most of them wait, beside one load
 * whose commits are no longer than that. What both take is 3 % of a load that goes on for longer than that.
 *
 * <p>Used by the thread that loads.
 */
final class Turns {
  static final Duration SHORT = Stopper.LONGEST_PAUSE.plusMillis(3);
  static final Duration BETWEEN_SHORT = Duration.ofMillis(900);
  static final Duration LONG = Duration.ofMillis(110);
  static final Duration BETWEEN_LONG = Duration.ofSeconds(4);
  static final int SHARE = 8;

  private final LongSupplier othersBegan;
  private final LongSupplier clock;
  private final LongConsumer pause;
  private long lastShort;
  private long lastLong;
  private long committed;
  private long resumed;
  private long othersSeen;

  /**
   * Pauses.
   *
   * @param othersBegan how many transactions that write others have begun in this process
   */
  Turns(LongSupplier othersBegan) {
    this(othersBegan, System::nanoTime, LockSupport::parkNanos);
  }

  /**
   * Pauses by other means.
   *
   * @param othersBegan how many transactions that write others have begun in this process
   * @param clock the time in nanoseconds
   * @param pause waits for so many nanoseconds, or for less
   */
  Turns(LongSupplier othersBegan, LongSupplier clock, LongConsumer pause) {
    this.othersBegan = othersBegan;
    this.clock = clock;
    this.pause = pause;
    lastLong = clock.getAsLong();
    lastShort = lastLong;
    committed = lastLong;
    resumed = lastLong;
    othersSeen = othersBegan.getAsLong();
  }

  void committed() {
    committed = clock.getAsLong();
  }

  /** Returns when the load has been without the lock for long enough, if it is time for that; and once the thread is interrupted. */
  void give() {
    long now = clock.getAsLong();
    long turn = turn(now);
    while (now - committed < turn && !Thread.currentThread().isInterrupted()) {
      pause.accept(turn - (now - committed));
      now = clock.getAsLong();
    }
    if (now - committed >= SHORT.toNanos()) {
      lastShort = now;
    }
    if (now - committed >= LONG.toNanos()) {
      lastLong = now;
    }
    resumed = now;
    othersSeen = othersBegan.getAsLong();
  }

  private long turn(long now) {
    // After another commit like this it may be too late.
    if (now - lastLong + (committed - resumed) >= BETWEEN_LONG.toNanos()) {
      return LONG.toNanos();
    }
    if (othersBegan.getAsLong() != othersSeen) {
      // What it has waited for others is in it, so it may be very long.
      long share = Math.min((committed - resumed) / SHARE, LONG.toNanos());
      return Math.max(share, SHORT.toNanos());
    }
    return now - lastShort >= BETWEEN_SHORT.toNanos() ? SHORT.toNanos() : 0;
  }
}
