// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.metric;

/**
 * The fewest digits that read back as the same number, and where its point is: {@code 0.digits × 10^point}. {@link
 * Double#toString(double)} finds the digits; programs differ only in how they write them.
 *
 * @param negative whether there is a minus
 * @param digits without zeros at either end; 0 for zero
 * @param point how many digits are before the point; none or fewer if it is not positive
 */
record ShortestDigits(boolean negative, String digits, int point) {

  /** Of a finite number. */
  static ShortestDigits of(double number) {
    String text = Double.toString(Math.abs(number));
    int exponentAt = text.indexOf('E');
    int exponent = exponentAt < 0 ? 0 : Integer.parseInt(text, exponentAt + 1, text.length(), 10);
    int mantissaEnd = exponentAt < 0 ? text.length() : exponentAt;
    int dot = text.indexOf('.');
    String all = text.substring(0, dot) + text.substring(dot + 1, mantissaEnd);
    int begin = 0;
    while (begin < all.length() - 1 && all.charAt(begin) == '0') {
      begin++;
    }
    int end = all.length();
    while (end > begin + 1 && all.charAt(end - 1) == '0') {
      end--;
    }
    boolean negative = Double.doubleToRawLongBits(number) < 0;
    String digits = all.substring(begin, end);
    return digits.equals("0")
        ? new ShortestDigits(negative, digits, 1)
        : new ShortestDigits(negative, digits, dot - begin + exponent);
  }

  /** Without an exponent, as {@code %f} has it. */
  String plain() {
    StringBuilder text = new StringBuilder(negative ? "-" : "");
    if (point <= 0) {
      return text.append("0.").repeat('0', -point).append(digits).toString();
    }
    if (point >= digits.length()) {
      return text.append(digits).repeat('0', point - digits.length()).toString();
    }
    return text.append(digits, 0, point)
        .append('.')
        .append(digits, point, digits.length())
        .toString();
  }

  /** With an exponent of two digits or more, as {@code %e} has it. */
  String scientific() {
    StringBuilder text = new StringBuilder(negative ? "-" : "").append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    int exponent = point - 1;
    text.append('e').append(exponent < 0 ? '-' : '+');
    return text.append(Math.abs(exponent) < 10 ? "0" : "").append(Math.abs(exponent)).toString();
  }
}
