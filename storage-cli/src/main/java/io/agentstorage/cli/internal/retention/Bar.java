// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.retention;

/** A share as a bar of characters that every terminal has. */
final class Bar {
  private static final int WIDTH = 20;

  private Bar() {}

  /** A part of the whole; what is there at all has one mark at the least. */
  static String of(long part, long whole) {
    double share = whole <= 0 ? 0 : Math.min(1, (double) part / whole);
    int marks = (int) Math.round(share * WIDTH);
    int shown = part > 0 ? Math.max(1, marks) : 0;
    return "[" + "#".repeat(shown) + ".".repeat(WIDTH - shown) + "]";
  }
}
