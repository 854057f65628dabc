// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Pauses of a load between its transactions, without which other processes would hardly ever write: SQLite has no queue for
 * its write lock. Who waits looks for it again and again, this library every {@link Stopper#LONGEST_PAUSE}, SQLite's own
 * {@code busy_timeout} every 100 ms (sqliteDefaultBusyCallback in its main.c). So the first have their turn every second,
 * and the others before the 5 s are over that most of them wait. Used by the thread that loads.
 */
final class Turns {
  static final Duration SHORT = Stopper.LONGEST_PAUSE.plusMillis(3);
  static final Duration BETWEEN_SHORT = Duration.ofMillis(900);
  static final Duration LONG = Duration.ofMillis(110);
  static final Duration BETWEEN_LONG = Duration.ofSeconds(3);

  private final LongSupplier clock;
  private final LongConsumer pause;
  private long lastShort;
  private long lastLong;
  private long committed;

  Turns() {
    this(System::nanoTime, LockSupport::parkNanos);
  }

  /**
   * Pauses by other means.
   *
   * @param clock the time in nanoseconds
   * @param pause waits for so many nanoseconds, or for less
   */
  Turns(LongSupplier clock, LongConsumer pause) {
    this.clock = clock;
    this.pause = pause;
    lastLong = clock.getAsLong();
    lastShort = lastLong;
    committed = lastLong;
  }

  void committed() {
    committed = clock.getAsLong();
  }

  /**
   * Returns when nobody has had the lock for long enough since the commit, if it is time for that; and once the thread is
   * interrupted.
   */
  void give() {
    long now = clock.getAsLong();
    Duration turn = Duration.ZERO;
    if (now - lastLong >= BETWEEN_LONG.toNanos()) {
      turn = LONG;
    } else if (now - lastShort >= BETWEEN_SHORT.toNanos()) {
      turn = SHORT;
    }
    while (now - committed < turn.toNanos() && !Thread.currentThread().isInterrupted()) {
      pause.accept(turn.toNanos() - (now - committed));
      now = clock.getAsLong();
    }
    if (now - committed >= SHORT.toNanos()) {
      lastShort = now;
    }
    if (now - committed >= LONG.toNanos()) {
      lastLong = now;
    }
  }
}
