// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often a block is run again after a failure that is {@link
 * io.agentstorage.core.error.StorageException#retryable()}, and how long the pauses are. The longest pause before the
 * second try is {@code firstPause}, and twice as long before each further one, up to {@code longestPause}. Each pause is
 * a random part of it, down to none, so that those who failed together do not come back together. Immutable: each method
 * gives a changed copy.
 *
 * @param mostTries how often the block is run at most, the first time included
 * @param firstPause the longest pause before the second try
 * @param longestPause the longest pause at all
 * @param listener is told of each failed try but the last
 */
public record Retry(
    int mostTries, Duration firstPause, Duration longestPause, RetryListener listener) {
  private static final RetryListener NOBODY = (tries, failure, pause) -> {};
  private static final Duration PAUSE_LIMIT = Duration.ofDays(1);

  /** From a nanosecond to the limit it takes 47. */
  private static final int MOST_DOUBLINGS = 47;

  private static final Retry NONE = new Retry(1, Duration.ZERO, Duration.ZERO, NOBODY);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public Retry {
    if (mostTries < 1) {
      throw new IllegalArgumentException("a block is tried at least once, not " + mostTries);
    }
    if (firstPause.isNegative() || firstPause.compareTo(longestPause) > 0) {
      throw new IllegalArgumentException(
          "the first pause must be from 0 to the longest, " + longestPause + ", is " + firstPause);
    }
    if (longestPause.compareTo(PAUSE_LIMIT) > 0) {
      throw new IllegalArgumentException(
          "a pause must be at most " + PAUSE_LIMIT + ", is " + longestPause);
    }
  }

  /**
   * Never again: what fails, fails.
   *
   * @return the policy
   */
  public static Retry none() {
    return NONE;
  }

  /**
   * So many tries, with pauses of up to 10 ms at first and up to 1 s later.
   *
   * @param mostTries how often the block is run at most, the first time included; from 1
   * @return the policy
   */
  public static Retry upTo(int mostTries) {
    return new Retry(mostTries, Duration.ofMillis(10), Duration.ofSeconds(1), NOBODY);
  }

  /**
   * Sets the pauses.
   *
   * @param first the longest pause before the second try; from 0
   * @param longest the longest pause at all; up to a day
   * @return a changed copy
   */
  public Retry pauses(Duration first, Duration longest) {
    return new Retry(mostTries, first, longest, listener);
  }

  /**
   * Sets who is told of each failed try that is followed by another.
   *
   * @param told the listener
   * @return a changed copy
   */
  public Retry onRetry(RetryListener told) {
    return new Retry(mostTries, firstPause, longestPause, told);
  }

  /**
   * A pause, of random length.
   *
   * @param tries how often the block was tried already, from 1
   * @return how long to wait before the next try
   */
  public Duration pauseAfter(int tries) {
    long longest = longestPause.toNanos();
    long most = firstPause.toNanos();
    for (int i = 1; i < tries && i <= MOST_DOUBLINGS && most < longest; i++) {
      most *= 2;
    }
    return Duration.ofNanos(ThreadLocalRandom.current().nextLong(Math.min(most, longest) + 1));
  }
}
