// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks;

import java.util.Locale;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The middle of some rounds, and between what they were.
 *
 * @param median the middle; of an even number, the mean of the two in the middle
 * @param low the lowest
 * @param high the highest
 */
public record Spread(double median, double low, double high) {

  /**
   * Of those that are positive.
   *
   * @param rounds what each round gave
   * @return their spread; null if none is positive
   */
  public static @Nullable Spread of(DoubleStream rounds) {
    double[] sorted =
        rounds.filter(value -> value > 0 && Double.isFinite(value)).sorted().toArray();
    if (sorted.length == 0) {
      return null;
    }
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** {@return {@code 81,234 (79,999–84,000)} or {@code 1.72 (1.65–1.80)}} */
  public String text() {
    return text(median) + " (" + text(low) + "–" + text(high) + ")";
  }

  private static String text(double number) {
    return String.format(Locale.ROOT, number >= 100 ? "%,.0f" : "%.2f", number);
  }
}
