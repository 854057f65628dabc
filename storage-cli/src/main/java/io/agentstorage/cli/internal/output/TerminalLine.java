// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import java.io.PrintStream;
import java.util.function.Supplier;

/** One line on a terminal that is written over again and again; nothing where nobody watches. Not thread-safe. */
public final class TerminalLine {
  private static final long SHOW_EVERY_NANOS = 200_000_000;

  private final PrintStream terminal;
  private final boolean watched;
  private long shown;
  private int width;

  /**
   * A line.
   *
   * @param terminal where it is shown
   * @param watched whether that is a terminal
   */
  public TerminalLine(PrintStream terminal, boolean watched) {
    this.terminal = terminal;
    this.watched = watched;
  }

  /**
   * Shows a text, if none was shown just before.
   *
   * @param text is asked only where it is shown
   */
  public void show(Supplier<String> text) {
    long now = System.nanoTime();
    if (watched && now - shown >= SHOW_EVERY_NANOS) {
      shown = now;
      print(text.get());
    }
  }

  /** Takes it away. */
  public void clear() {
    if (width > 0) {
      terminal.print("\r" + " ".repeat(width) + "\r");
      terminal.flush();
      width = 0;
    }
  }

  private void print(String text) {
    terminal.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
    terminal.flush();
    width = Math.max(width, text.length());
  }
}
