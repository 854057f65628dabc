// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import java.time.Clock;
import java.time.Duration;

/**
 * How a store of metric files works. Immutable: each method gives a changed copy.
 *
 * @param rowLimit with how many rows a file is begun; a put is not split, so a file may have more
 * @param flushInterval how old the first row of a file gets at most
 * @param durability what a put has survived when it returns
 * @param brotliLevel how much work goes into compressing, 0 to 11
 * @param retryInterval after how long a file that could not be made is tried again; an explicit flush tries at once
 * @param clock what the times in names and journals are read from
 * @param listener who is told what happens in the background
 */
public record MetricFileOptions(
    int rowLimit,
    Duration flushInterval,
    Durability durability,
    int brotliLevel,
    Duration retryInterval,
    Clock clock,
    MetricFileListener listener) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public MetricFileOptions {
    if (rowLimit < 1) {
      throw new IllegalArgumentException("the row limit must be at least 1, is " + rowLimit);
    }
    requireInterval("flush interval", flushInterval);
    requireInterval("retry interval", retryInterval);
    if (brotliLevel < 0 || brotliLevel > 11) {
      throw new IllegalArgumentException("the Brotli level must be 0 to 11, is " + brotliLevel);
    }
  }

  /**
   * 100,000 rows, 10 minutes, {@link Durability#EACH_PUT}, Brotli level 8, 5 s until a retry, the system's clock, nobody
   * who listens.
   *
   * @return the defaults
   */
  public static MetricFileOptions defaults() {
    return new MetricFileOptions(
        100_000,
        Duration.ofMinutes(10),
        Durability.EACH_PUT,
        8,
        Duration.ofSeconds(5),
        Clock.systemUTC(),
        new MetricFileListener() {});
  }

  /**
   * Sets with how many rows a file is begun.
   *
   * @param rows from 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public MetricFileOptions rowLimit(int rows) {
    return new MetricFileOptions(
        rows, flushInterval, durability, brotliLevel, retryInterval, clock, listener);
  }

  /**
   * Sets how old the first row of a file gets at most.
   *
   * @param interval 1 ms to 365 days
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public MetricFileOptions flushInterval(Duration interval) {
    return new MetricFileOptions(
        rowLimit, interval, durability, brotliLevel, retryInterval, clock, listener);
  }

  /**
   * Sets what a put has survived when it returns.
   *
   * @param level the level
   * @return a changed copy
   */
  public MetricFileOptions durability(Durability level) {
    return new MetricFileOptions(
        rowLimit, flushInterval, level, brotliLevel, retryInterval, clock, listener);
  }

  /**
   * Sets how much work goes into compressing.
   *
   * @param level 0 (fast) to 11 (small, and fifty times slower than 8)
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public MetricFileOptions brotliLevel(int level) {
    return new MetricFileOptions(
        rowLimit, flushInterval, durability, level, retryInterval, clock, listener);
  }

  /**
   * Sets after how long a file that could not be made is tried again.
   *
   * @param interval 1 ms to 365 days
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public MetricFileOptions retryInterval(Duration interval) {
    return new MetricFileOptions(
        rowLimit, flushInterval, durability, brotliLevel, interval, clock, listener);
  }

  /**
   * Sets the clock.
   *
   * @param time what the times in names and journals are read from; intervals are not measured by it
   * @return a changed copy
   */
  public MetricFileOptions clock(Clock time) {
    return new MetricFileOptions(
        rowLimit, flushInterval, durability, brotliLevel, retryInterval, time, listener);
  }

  /**
   * Sets who is told what happens in the background.
   *
   * @param who the listener
   * @return a changed copy
   */
  public MetricFileOptions listener(MetricFileListener who) {
    return new MetricFileOptions(
        rowLimit, flushInterval, durability, brotliLevel, retryInterval, clock, who);
  }

  private static void requireInterval(String name, Duration interval) {
    if (interval.compareTo(Duration.ofMillis(1)) < 0
        || interval.compareTo(Duration.ofDays(365)) > 0) {
      throw new IllegalArgumentException(
          "the " + name + " must be 1 ms to 365 days, is " + interval);
    }
  }
}
