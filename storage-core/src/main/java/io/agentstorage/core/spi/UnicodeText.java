// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

import org.jspecify.annotations.Nullable;

/** Text that UTF-8 can hold: half a surrogate pair has no bytes there, and would come back as a question mark. */
public final class UnicodeText {
  private UnicodeText() {}

  /**
   * Whether UTF-8 can hold a text.
   *
   * @param text the text
   * @return false if it has half a surrogate pair
   */
  public static boolean isWhole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /**
   * Refuses a text that UTF-8 cannot hold.
   *
   * @param what what it is, for the message
   * @param text the text, or null
   * @throws IllegalArgumentException if it has half a surrogate pair
   */
  public static void requireWhole(String what, @Nullable String text) {
    if (text != null && !isWhole(text)) {
      throw new IllegalArgumentException(
          what + " has half a surrogate pair, which UTF-8 has no bytes for; give whole characters");
    }
  }
}
