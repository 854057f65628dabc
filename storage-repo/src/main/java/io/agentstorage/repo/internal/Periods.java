// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import java.time.Duration;
import java.time.Instant;

/** The five minutes by which {@code metric_data} is ordered first. */
public final class Periods {
  /** Milliseconds in a period, as the check of the table has it. */
  public static final long MILLIS = Duration.ofMinutes(5).toMillis();

  /** Milliseconds in a day. */
  public static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private static final long LAST_STORABLE = Duration.ofDays(36_525_000_000L).toMillis();

  private Periods() {}

  /**
   * The period of a time.
   *
   * @param millis the time in milliseconds
   * @return its number
   */
  public static long of(long millis) {
    return Math.floorDiv(millis, MILLIS);
  }

  /**
   * The day of a time.
   *
   * @param millis the time in milliseconds
   * @return days since 1970-01-01
   */
  public static long day(long millis) {
    return Math.floorDiv(millis, DAY_MILLIS);
  }

  /** Whether no sum of such times overflows. */
  static boolean isStorable(long millis) {
    return millis >= -LAST_STORABLE && millis <= LAST_STORABLE;
  }

  /** The nearest time that can be stored, in milliseconds; what is finer is rounded up, as a bound is. */
  static long bound(Instant time) {
    if (time.isBefore(Instant.ofEpochMilli(-LAST_STORABLE))) {
      return -LAST_STORABLE;
    }
    if (time.isAfter(Instant.ofEpochMilli(LAST_STORABLE))) {
      return LAST_STORABLE + 1;
    }
    long millis = time.toEpochMilli();
    return Instant.ofEpochMilli(millis).isBefore(time) ? millis + 1 : millis;
  }
}
