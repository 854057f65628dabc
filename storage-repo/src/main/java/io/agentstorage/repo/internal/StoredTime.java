// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as they can be stored: whole milliseconds, as far as 64 bits go. */
public final class StoredTime {
  private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);
  private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

  private StoredTime() {}

  /**
   * The nearest time that can be stored.
   *
   * @param time any time
   * @return the last one that is not after it, within what can be stored
   */
  public static Instant of(Instant time) {
    if (time.isBefore(FIRST)) {
      return FIRST;
    }
    return time.isAfter(LAST) ? LAST : time.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * The first time that can be stored and is not before another one.
   *
   * @param time any time
   * @return that time, or the last one that can be stored
   */
  public static Instant notBefore(Instant time) {
    Instant stored = of(time);
    return stored.isBefore(time) && stored.isBefore(LAST) ? stored.plusMillis(1) : stored;
  }
}
