// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.nio.charset.StandardCharsets;

/** Half a surrogate pair, which JSON can spell, is no character; Kubernetes puts U+FFFD in its place. */
final class WholeCharacters {

  private WholeCharacters() {}

  static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text) ? text : replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints().forEach(c -> whole.appendCodePoint(c >= 0xd800 && c <= 0xdfff ? 0xfffd : c));
    return whole.toString();
  }
}
