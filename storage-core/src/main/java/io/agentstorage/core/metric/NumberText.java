// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.metric;

import java.util.Locale;

/** The texts that are numbers. Read by hand: each sample passes here, and no length of text may be slow. */
final class NumberText {
  private NumberText() {}

  static boolean isNumber(String text) {
    int at = hasSign(text) ? 1 : 0;
    if (isInfinite(text, at) || text.equalsIgnoreCase("nan")) {
      return true;
    }
    int whole = endOfDigits(text, at);
    int digits = whole - at;
    int end = whole;
    if (end < text.length() && text.charAt(end) == '.') {
      end = endOfDigits(text, whole + 1);
      digits += end - whole - 1;
    }
    if (digits == 0) {
      return false;
    }
    return end == text.length() || isExponent(text, end);
  }

  static double toDouble(String text) {
    if (text.equalsIgnoreCase("nan")) {
      return Double.NaN;
    }
    if (isInfinite(text, hasSign(text) ? 1 : 0)) {
      return text.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.parseDouble(text);
  }

  private static boolean hasSign(String text) {
    return !text.isEmpty() && (text.charAt(0) == '+' || text.charAt(0) == '-');
  }

  private static boolean isInfinite(String text, int from) {
    return switch (text.length() - from) {
      case 3 -> text.substring(from).toLowerCase(Locale.ROOT).equals("inf");
      case 8 -> text.substring(from).toLowerCase(Locale.ROOT).equals("infinity");
      default -> false;
    };
  }

  private static boolean isExponent(String text, int from) {
    if (text.charAt(from) != 'e' && text.charAt(from) != 'E') {
      return false;
    }
    int at = from + 1;
    if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
      at++;
    }
    int end = endOfDigits(text, at);
    return end > at && end == text.length();
  }

  private static int endOfDigits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
