// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.metric;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One measured value. Immutable. Times count in milliseconds; what is finer is cut off.
 *
 * <p>The id is the sample's, not the series': it names one row on its way from an agent to whoever receives it, so that a
 * row that arrives twice is known as one. Whoever collects samples gives it ({@link #of}). It is null in samples from a
 * place that keeps none: a database finds a sample by its series and its time.
 *
 * @param series what was measured
 * @param timestamp when it was measured
 * @param created when the agent took it in
 * @param value the value, with its exact text
 * @param id the identity of this row, null if it has none
 */
public record MetricSample(
    MetricSeries series, Instant timestamp, Instant created, MetricValue value, @Nullable UUID id) {

  /**
   * Cuts the times to milliseconds.
   *
   * @throws IllegalArgumentException if a time is further away than milliseconds in 64 bits reach
   */
  public MetricSample {
    timestamp = millis(timestamp);
    created = millis(created);
  }

  /**
   * A new sample, with a new random id.
   *
   * @param series what was measured
   * @param timestamp when it was measured
   * @param created when the agent took it in
   * @param value the value
   * @return the sample
   * @throws IllegalArgumentException if a time is further away than milliseconds in 64 bits reach
   */
  public static MetricSample of(
      MetricSeries series, Instant timestamp, Instant created, MetricValue value) {
    return new MetricSample(series, timestamp, created, value, UUID.randomUUID());
  }

  private static Instant millis(Instant time) {
    try {
      return Instant.ofEpochMilli(time.toEpochMilli());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "a time must be within 292 million years of 1970, is " + time, e);
    }
  }
}
