// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import java.io.PrintStream;

/** Columns for people. Their widths are those of the first rows, so that any number can be printed. */
final class StreamedColumns implements AutoCloseable {
  private static final int ROWS_TO_MEASURE = 500;
  private static final int CHARACTERS_TO_MEASURE = 1 << 20;

  /** One long text must not move the columns behind it out of sight in all rows. */
  private static final int WIDEST = 100;

  private final PrintStream out;
  private final Columns first;
  private int characters;
  private int[] widths = {};

  StreamedColumns(PrintStream out, String... headings) {
    this.out = out;
    this.first = new Columns(headings);
  }

  void add(String... row) {
    if (widths.length > 0) {
      out.println(Columns.line(Columns.printable(row), widths));
      return;
    }
    first.add(row);
    for (String cell : row) {
      characters += cell.length();
    }
    if (first.size() == ROWS_TO_MEASURE || characters > CHARACTERS_TO_MEASURE) {
      measureAndPrint();
    }
  }

  @Override
  public void close() {
    if (widths.length == 0) {
      measureAndPrint();
    }
    out.flush();
  }

  private void measureAndPrint() {
    widths = first.widths();
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.min(widths[i], WIDEST);
    }
    first.print(out, widths);
  }
}
