// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
public final class Numbers {
  private Numbers() {}

  /**
   * Groups digits.
   *
   * @param number any number
   * @return such as 12,345
   */
  public static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
