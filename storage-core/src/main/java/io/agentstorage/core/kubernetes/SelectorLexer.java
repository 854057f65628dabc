// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.kubernetes;

/**
 * Cuts a selector into words and symbols. As in Kubernetes a word is whatever stands between blanks and symbols: whether
 * it may be a key or a value is asked later.
 */
final class SelectorLexer {
  private final String text;
  private int at;

  SelectorLexer(String text) {
    this.text = text;
  }

  SelectorToken next() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    int start = at;
    if (at < text.length() && isSymbol(text.charAt(at))) {
      at += text.startsWith("==", at) || text.startsWith("!=", at) ? 2 : 1;
    } else {
      while (at < text.length() && !isBlank(text.charAt(at)) && !isSymbol(text.charAt(at))) {
        at++;
      }
    }
    return new SelectorToken(text.substring(start, at), start);
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  static boolean isSymbol(char c) {
    return switch (c) {
      case '=', '!', '(', ')', ',', '>', '<' -> true;
      default -> false;
    };
  }
}
