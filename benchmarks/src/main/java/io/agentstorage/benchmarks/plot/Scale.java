// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.plot;

import java.util.Locale;

/**
 * Round numbers from 0 to a little more than the largest value.
 *
 * @param step between two lines of the grid
 * @param steps how many
 */
record Scale(double step, int steps) {

  /** A scale of at most six steps of 1, 2 or 5 times a power of ten. */
  static Scale to(double largest) {
    if (largest <= 0) {
      return new Scale(1, 1);
    }
    double power = Math.pow(10, Math.floor(Math.log10(largest)) - 1);
    for (double factor : new double[] {1, 2, 5, 10, 20, 50}) {
      int steps = (int) Math.ceil(largest / (power * factor) - 1e-9);
      if (steps <= 6) {
        return new Scale(power * factor, steps);
      }
    }
    throw new IllegalArgumentException("no scale for " + largest);
  }

  double end() {
    return step * steps;
  }

  /** A number with separators of thousands, and decimals only where it is small. */
  static String text(double number) {
    String form = number == Math.rint(number) || Math.abs(number) >= 100 ? "%,.0f" : "%,.2f";
    return String.format(Locale.ROOT, form, number);
  }
}
