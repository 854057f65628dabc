// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A time as OpenMetrics has it, in seconds since 1970 with any number of digits. Immutable. What is finer than 10^-18 s is
 * cut off; what is further away than 64 bits reach is taken for the furthest time there is.
 *
 * @param seconds whole seconds, rounded down
 * @param fraction what is above them, in 10^-18 s
 */
record UnixSeconds(long seconds, long fraction) implements Comparable<UnixSeconds> {
  private static final int FRACTION_DIGITS = 18;
  private static final long ONE = 1_000_000_000_000_000_000L;
  private static final long MILLI = ONE / 1000;
  private static final int LONGEST_EXACT = 64;
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

  static UnixSeconds ofMillis(long millis) {
    return new UnixSeconds(Math.floorDiv(millis, 1000L), Math.floorMod(millis, 1000L) * MILLI);
  }

  /**
   * Reads a number.
   *
   * @param number a decimal number, already known to be one
   * @return null if it is larger than a double can be
   */
  static @Nullable UnixSeconds parse(String number) {
    int at = number.charAt(0) == '-' || number.charAt(0) == '+' ? 1 : 0;
    long whole = 0;
    while (at < number.length() && isDigit(number.charAt(at))) {
      whole = append(whole, number.charAt(at) - '0');
      at++;
    }
    long fraction = 0;
    if (at < number.length() && number.charAt(at) == '.') {
      at++;
      int digits = 0;
      while (at < number.length() && isDigit(number.charAt(at))) {
        if (digits < FRACTION_DIGITS) {
          fraction = fraction * 10 + number.charAt(at) - '0';
          digits++;
        }
        at++;
      }
      for (; digits < FRACTION_DIGITS; digits++) {
        fraction *= 10;
      }
    }
    if (at < number.length()) {
      return ofExponential(number);
    }
    return signed(number.charAt(0) == '-', whole, fraction);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static long append(long whole, int digit) {
    return whole > (Long.MAX_VALUE - 9) / 10 ? Long.MAX_VALUE : whole * 10 + digit;
  }

  private static UnixSeconds signed(boolean negative, long whole, long fraction) {
    if (!negative) {
      return new UnixSeconds(whole, fraction);
    }
    return fraction == 0 ? new UnixSeconds(-whole, 0) : new UnixSeconds(-whole - 1, ONE - fraction);
  }

  /** Exact where that takes no time: a million digits with an exponent would. */
  private static @Nullable UnixSeconds ofExponential(String number) {
    double approximate = Double.parseDouble(number);
    if (Double.isInfinite(approximate)) {
      return null;
    }
    if (Math.abs(approximate) < 1e-18) {
      return new UnixSeconds(0, 0);
    }
    BigDecimal exact =
        number.length() <= LONGEST_EXACT ? new BigDecimal(number) : new BigDecimal(approximate);
    BigDecimal magnitude = exact.abs();
    BigInteger whole = magnitude.toBigInteger();
    if (whole.compareTo(LONG_MAX) > 0) {
      return signed(exact.signum() < 0, Long.MAX_VALUE, 0);
    }
    long fraction =
        magnitude
            .subtract(new BigDecimal(whole))
            .movePointRight(FRACTION_DIGITS)
            .toBigInteger()
            .longValue();
    return signed(exact.signum() < 0, whole.longValue(), fraction);
  }

  /** Milliseconds since 1970, rounded down; the furthest there are where 64 bits do not reach. */
  long millis() {
    if (seconds > Long.MAX_VALUE / 1000 - 1) {
      return Long.MAX_VALUE;
    }
    if (seconds < Long.MIN_VALUE / 1000 + 1) {
      return Long.MIN_VALUE;
    }
    return seconds * 1000 + fraction / MILLI;
  }

  @Override
  public int compareTo(UnixSeconds other) {
    int bySeconds = Long.compare(seconds, other.seconds);
    return bySeconds != 0 ? bySeconds : Long.compare(fraction, other.fraction);
  }
}
