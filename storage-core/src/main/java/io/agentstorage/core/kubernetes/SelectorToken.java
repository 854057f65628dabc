// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.kubernetes;

/**
 * A word or a symbol of a selector.
 *
 * @param text as written, empty at the end of the selector
 * @param start where it starts
 */
record SelectorToken(String text, int start) {
  int end() {
    return start + text.length();
  }

  boolean isEnd() {
    return text.isEmpty();
  }

  boolean is(String symbol) {
    return text.equals(symbol);
  }

  /** Also true for {@code in} and {@code notin}, which are keys and values as well. */
  boolean isWord() {
    return !isEnd() && !SelectorLexer.isSymbol(text.charAt(0));
  }

  /** As an error names it. */
  String shown() {
    return isEnd() ? "the end" : isWord() ? Excerpt.quote(text) : "'" + text + "'";
  }
}
