// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

import io.agentstorage.core.Retry;
import java.time.Duration;

/**
 * How an {@link OutboxSync} works. Immutable: each method gives a changed copy.
 *
 * @param batchRows how many entries are sent together at the most
 * @param batchBytes how many bytes are, by {@link io.agentstorage.core.model.OutboxEntry#bytes}; a larger entry goes
 *     alone
 * @param firstPause the longest pause after a first failure
 * @param longestPause the longest pause at all
 */
public record OutboxSyncOptions(
    int batchRows, long batchBytes, Duration firstPause, Duration longestPause) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public OutboxSyncOptions {
    if (batchRows < 1 || batchBytes < 1) {
      throw new IllegalArgumentException(
          "a batch has at least one row and one byte, not "
              + batchRows
              + " rows and "
              + batchBytes
              + " bytes");
    }
    Retry.none().pauses(firstPause, longestPause); // refuses what is no pause
  }

  /**
   * Batches of 1,000 entries or 4 MiB; pauses of up to 1 s at first and up to 1 minute later.
   *
   * @return the defaults
   */
  public static OutboxSyncOptions defaults() {
    return new OutboxSyncOptions(1_000, 4 << 20, Duration.ofSeconds(1), Duration.ofMinutes(1));
  }

  /**
   * Sets how much is sent together, in one transaction of the centre.
   *
   * @param rows entries at the most, from 1
   * @param bytes bytes at the most, from 1
   * @return a changed copy
   */
  public OutboxSyncOptions batches(int rows, long bytes) {
    return new OutboxSyncOptions(rows, bytes, firstPause, longestPause);
  }

  /**
   * Sets the pauses after failures, which grow and are of random length as those of {@link Retry}.
   *
   * @param first the longest after a first failure; from 0
   * @param longest the longest at all; up to a day
   * @return a changed copy
   */
  public OutboxSyncOptions pauses(Duration first, Duration longest) {
    return new OutboxSyncOptions(batchRows, batchBytes, first, longest);
  }

  /** How long to wait after so many failures in a row. */
  Duration pauseAfter(int failures) {
    return Retry.none().pauses(firstPause, longestPause).pauseAfter(failures);
  }
}
