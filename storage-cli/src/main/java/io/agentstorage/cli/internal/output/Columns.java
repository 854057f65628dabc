// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Text in columns that are as wide as what is in them. */
public final class Columns {
  private final List<String[]> rows = new ArrayList<>();

  /**
   * Columns.
   *
   * @param headings their headings
   */
  public Columns(String... headings) {
    rows.add(printable(headings));
  }

  /**
   * Adds a row.
   *
   * @param cells one for each heading
   */
  public void add(String... cells) {
    rows.add(printable(cells));
  }

  /** What is stored may have any characters: those that steer a terminal are shown, not sent. */
  static String[] printable(String... cells) {
    return Stream.of(cells).map(Printable::line).toArray(String[]::new);
  }

  /**
   * Prints all rows.
   *
   * @param out where to
   */
  public void print(PrintStream out) {
    print(out, widths());
  }

  void print(PrintStream out, int[] widths) {
    for (String[] row : rows) {
      out.println(line(row, widths));
    }
  }

  int size() {
    return rows.size() - 1;
  }

  int[] widths() {
    int[] widths = new int[rows.get(0).length];
    for (String[] row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    return widths;
  }

  static String line(String[] row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.length; i++) {
      line.append(row[i]);
      if (i < row.length - 1) {
        line.append(" ".repeat(Math.max(0, widths[i] - row[i].length()) + 3));
      }
    }
    return line.toString();
  }
}
