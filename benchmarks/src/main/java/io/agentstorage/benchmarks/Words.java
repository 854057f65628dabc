// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks;

import java.util.List;

/** Lists in system properties. */
public final class Words {
  private Words() {}

  /**
   * Reads one.
   *
   * @param property its name
   * @param otherwise what counts where it is not set
   * @return the words, which blanks or commas part
   */
  public static List<String> of(String property, String otherwise) {
    String text = System.getProperty(property, otherwise).strip();
    return text.isEmpty() ? List.of() : List.of(text.split("[\\s,]+", -1));
  }
}
