// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

/**
 * Counts the statements in a text, because SQLite compiles only the first and the driver does not tell that it left
 * something over. It knows what a semicolon may be inside of and nothing else of SQL, by the rules of SQLite's tokens
 * (sqlite.org/lang_keywords.html, lang_comment.html). Nothing is allowed or refused by what a statement says.
 */
final class Statements {
  private final String text;
  private int at;

  private Statements(String text) {
    this.text = text;
  }

  static int count(String text) {
    return new Statements(text).count();
  }

  private int count() {
    int statements = 0;
    boolean inside = false;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ';') {
        inside = false;
        at++;
      } else if (isBlank(c)) {
        at++;
      } else if (text.startsWith("--", at)) {
        skipBehind("\n");
      } else if (text.startsWith("/*", at) && at + 2 < text.length()) {
        at += 2;
        skipBehind("*/");
      } else {
        statements += inside ? 0 : 1;
        inside = true;
        skipToken(c);
      }
    }
    return statements;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == '\uFEFF';
  }

  /** A quote inside of its quotes is written twice, which looks like two quoted texts side by side. */
  private void skipToken(char first) {
    at++;
    switch (first) {
      case '\'', '"', '`' -> skipBehind(String.valueOf(first));
      case '[' -> skipBehind("]");
      default -> {}
    }
  }

  /** What has no end goes to the end of the text, as SQLite takes a comment; of a quote it complains itself. */
  private void skipBehind(String end) {
    int found = text.indexOf(end, at);
    at = found < 0 ? text.length() : found + end.length();
  }
}
