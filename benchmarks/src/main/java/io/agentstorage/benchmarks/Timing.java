// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;

/**
 * How long some rounds of the same work took. Immutable.
 *
 * @param rows how many rows each round gave
 * @param millis the rounds, in milliseconds, shortest first
 */
public record Timing(long rows, List<Double> millis) {

  /** Puts the rounds in order. */
  public Timing {
    millis = millis.stream().sorted().toList();
  }

  /** Runs the work some times before, and then the rounds that count. */
  static Timing of(int rounds, LongSupplier work) {
    long rows = work.getAsLong();
    for (int i = 0; i < rounds / 3; i++) {
      run(work, rows);
    }
    double[] millis = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      run(work, rows);
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    return new Timing(rows, DoubleStream.of(millis).boxed().toList());
  }

  private static void run(LongSupplier work, long expected) {
    long rows = work.getAsLong();
    if (rows != expected) {
      throw new IllegalStateException(rows + " rows in one round and " + expected + " in another");
    }
  }

  /** {@return the round in the middle} */
  public double median() {
    return millis.get(millis.size() / 2);
  }

  /** {@return below which time one of twenty rounds was} */
  public double low() {
    return millis.get(millis.size() / 20);
  }

  /** {@return above which time one of twenty rounds was} */
  public double high() {
    return millis.get(millis.size() - 1 - millis.size() / 20);
  }

  /** {@return the median, between which times nine of ten rounds were, and the rows} */
  public String text() {
    return spread() + " · " + rows;
  }

  /** {@return the median, and between which times nine of ten rounds were} */
  public String spread() {
    return String.format(Locale.ROOT, "%s (%s–%s)", text(median()), text(low()), text(high()));
  }

  private static String text(double time) {
    return String.format(Locale.ROOT, time < 1 ? "%.2f" : time < 100 ? "%.1f" : "%.0f", time);
  }
}
