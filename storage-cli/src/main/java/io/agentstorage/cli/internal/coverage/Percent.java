// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.coverage;

import java.util.Locale;

/** Shares as people read them. */
final class Percent {
  private static final double LEAST = 0.1;
  private static final double MOST = 99.9;

  private Percent() {}

  /** One decimal; only all is 100.0% and only none is 0.0%, however it would be rounded. */
  static String text(double percent) {
    if (Double.isNaN(percent)) {
      return "-";
    }
    double shown =
        percent > 0 && percent < 100 ? Math.max(LEAST, Math.min(MOST, percent)) : percent;
    return String.format(Locale.ROOT, "%.1f%%", shown);
  }
}
