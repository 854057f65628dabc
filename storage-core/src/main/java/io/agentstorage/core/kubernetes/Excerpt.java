// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.kubernetes;

/** Shows a part of any text on a terminal: in one line, short, and with one column for each char. */
final class Excerpt {
  private static final String INDENT = "  ";
  private static final String MORE = "...";
  private static final int AROUND = 32;
  private static final int MOST_QUOTED = 48;

  /** The first script whose letters run to the left or are wide comes later. */
  private static final char FIRST_RIGHT_TO_LEFT = '\u0590';

  private Excerpt() {}

  /** The text around a place, and a line of carets under the place; at least one, also at the end of the text. */
  static String at(String text, int start, int end) {
    int from = Math.max(0, start - AROUND);
    int to = Math.min(text.length(), start + AROUND);
    String before = from > 0 ? MORE : "";
    String after = to < text.length() ? MORE : "";
    return INDENT
        + before
        + visible(text.substring(from, to))
        + after
        + "\n"
        + INDENT
        + " ".repeat(before.length() + start - from)
        + "^".repeat(Math.max(1, Math.min(end, to) - start));
  }

  /** The text in double quotes, cut where it is long. */
  static String quote(String text) {
    return '"' + cut(text) + '"';
  }

  static String cut(String text) {
    return text.length() <= MOST_QUOTED
        ? visible(text)
        : visible(text.substring(0, MOST_QUOTED)) + MORE;
  }

  private static String visible(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      shown.append(visible(text.charAt(i)));
    }
    return shown.toString();
  }

  private static char visible(char c) {
    if (SelectorLexer.isBlank(c)) {
      return ' ';
    }
    boolean ascii = c >= 0x20 && c < 0x7f;
    boolean narrowLetter = c < FIRST_RIGHT_TO_LEFT && Character.isLetterOrDigit(c);
    return ascii || narrowLetter || RequirementRules.isQuote(c) ? c : '?';
  }
}
