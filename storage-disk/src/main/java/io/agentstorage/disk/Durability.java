// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import java.time.Duration;

/**
 * What a put has survived when it returns. Immutable.
 *
 * <p>At each level the rows have been handed to the operating system, so that a crash or a {@code kill -9} of the process
 * loses none of them. The level says what a crash of the machine, or a loss of its power, may take.
 *
 * @param syncInterval how often the journal is forced to the disk; zero for before each put returns
 */
public record Durability(Duration syncInterval) {
  /** Each put waits for the disk: a loss of power loses nothing that was acknowledged. */
  public static final Durability EACH_PUT = new Durability(Duration.ZERO);

  /**
   * Checks the interval.
   *
   * @throws IllegalArgumentException if it is negative or longer than a day
   */
  public Durability {
    if (syncInterval.isNegative() || syncInterval.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "the sync interval must be 0 to 1 day, is " + syncInterval);
    }
  }

  /**
   * A put does not wait for the disk, which is asked at intervals: a loss of power may take the puts of the last
   * interval.
   *
   * @param interval from 1 ms to 1 day
   * @return the level
   * @throws IllegalArgumentException if the interval is out of range
   */
  public static Durability every(Duration interval) {
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException("the sync interval must be at least 1 ms, is " + interval);
    }
    return new Durability(interval);
  }
}
