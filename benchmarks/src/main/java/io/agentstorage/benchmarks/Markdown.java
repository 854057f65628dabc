// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks;

import java.util.List;

/** Tables as the pages of results have them. */
public final class Markdown {
  private Markdown() {}

  /**
   * A line of a table.
   *
   * @param cells its cells
   * @return the line with its end
   */
  public static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  /**
   * The first two lines of a table.
   *
   * @param cells the names of its columns
   * @return the lines with their ends
   */
  public static String head(List<String> cells) {
    return row(cells.toArray(String[]::new)) + "|" + "---|".repeat(cells.size()) + "\n";
  }
}
