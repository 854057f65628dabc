// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import java.nio.charset.StandardCharsets;

/** Shows a part of a line of bytes on a terminal: short, one column for each character, and a caret under the place. */
final class Excerpt {
  private static final int AROUND = 40;
  private static final int LONGEST_MESSAGE = 200;

  /** The first script whose letters run to the left, or are wide, comes later. */
  private static final int FIRST_RIGHT_TO_LEFT = 0x590;

  private Excerpt() {}

  static String at(byte[] line, int start, int end, int at) {
    int from = characterStart(line, start, Math.max(start, at - AROUND));
    int to = characterStart(line, start, Math.min(end, at + AROUND));
    String before = from > start ? "..." : "";
    String shown = visible(new String(line, from, to - from, StandardCharsets.UTF_8));
    int offset = column(line, from, Math.min(at, to)) - 1;
    return "  "
        + before
        + shown
        + (to < end ? "..." : "")
        + "\n  "
        + " ".repeat(before.length() + offset)
        + "^";
  }

  /** The number of the character at a place, from 1. */
  static int column(byte[] line, int start, int at) {
    int column = 1;
    for (int i = start; i < at; i++) {
      if (!continues(line[i])) {
        column++;
      }
    }
    return column;
  }

  /** A text in quotes for a message, cut where it is long. */
  static String quote(String text) {
    int cut = Math.min(text.length(), AROUND);
    return '"' + visible(text.substring(0, cut)) + (cut < text.length() ? "..." : "") + '"';
  }

  /** A text of any length for a message. */
  static String oneLine(String text) {
    return visible(text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE));
  }

  private static int characterStart(byte[] line, int start, int at) {
    int found = at;
    while (found > start && found < line.length && at - found < 4 && continues(line[found])) {
      found--;
    }
    return found;
  }

  private static boolean continues(byte b) {
    return (b & 0xc0) == 0x80;
  }

  private static String visible(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(c -> shown.append(visible(c)));
    return shown.toString();
  }

  private static char visible(int c) {
    if (c == '\t') {
      return ' ';
    }
    boolean ascii = c >= 0x20 && c < 0x7f;
    return ascii || c < FIRST_RIGHT_TO_LEFT && Character.isLetterOrDigit(c) ? (char) c : '?';
  }
}
