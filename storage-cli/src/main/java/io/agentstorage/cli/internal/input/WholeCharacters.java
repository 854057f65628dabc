// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import io.agentstorage.core.spi.UnicodeText;

/** Half a surrogate pair, which JSON can spell, is no character; Kubernetes puts U+FFFD in its place. */
final class WholeCharacters {

  private WholeCharacters() {}

  static String of(String text) {
    return UnicodeText.isWhole(text) ? text : replaced(text);
  }

  private static String replaced(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints().forEach(c -> whole.appendCodePoint(c >= 0xd800 && c <= 0xdfff ? 0xfffd : c));
    return whole.toString();
  }
}
