// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import java.util.Locale;

/** Text of unknown origin on one line of a terminal, which must not take it for its own commands. */
public final class Printable {
  private Printable() {}

  /**
   * Shows control characters, and those that turn the direction of what follows, by their escapes as in Java.
   *
   * @param text any text
   * @return the text on one line; the same where nothing had to be escaped
   */
  public static String line(String text) {
    int first = 0;
    while (first < text.length() && !mustBeEscaped(text.charAt(first))) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    StringBuilder line = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> {
          if (mustBeEscaped(c)) {
            line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            line.append(c);
          }
        }
      }
    }
    return line.toString();
  }

  private static boolean mustBeEscaped(char c) {
    return Character.isISOControl(c)
        || c == '\u2028'
        || c == '\u2029'
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }
}
