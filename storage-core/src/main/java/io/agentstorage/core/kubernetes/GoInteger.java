// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.kubernetes;

import org.jspecify.annotations.Nullable;

/**
 * Integers as Go's {@code strconv.ParseInt(text, 10, 64)} reads them: an optional sign, then ASCII digits and nothing
 * else. {@link Long#parseLong(String)} also takes the digits of other scripts.
 */
final class GoInteger {
  /** Ten to this power fits into 64 bits without a sign. */
  private static final int MOST_DIGITS = 19;

  private GoInteger() {}

  /** The number, or null where the text is none or does not fit into 64 bits with a sign. */
  static @Nullable Long parse(String text) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    int first = signed ? 1 : 0;
    if (first == text.length()) {
      return null;
    }
    long unsigned = 0;
    int digits = 0;
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return null;
      }
      digits += digits > 0 || c != '0' ? 1 : 0;
      if (digits > MOST_DIGITS) {
        return null;
      }
      unsigned = unsigned * 10 + (c - '0');
    }
    if (text.charAt(0) == '-') {
      return unsigned >= 0 || unsigned == Long.MIN_VALUE ? -unsigned : null;
    }
    return unsigned >= 0 ? unsigned : null;
  }
}
