// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import java.util.Arrays;

/**
 * The order that databases give to stored values: numbers by size, bytes as unsigned ones, and text by its bytes in
 * UTF-8, which is the order of its code points and not that of {@link String#compareTo}.
 */
final class BinaryOrder {
  private BinaryOrder() {}

  /** Compares two values of one column, neither of which is NULL. */
  static int compare(Object a, Object b) {
    if (a instanceof Number one && b instanceof Number other) {
      return Long.compare(one.longValue(), other.longValue());
    }
    if (a instanceof String one && b instanceof String other) {
      return compareText(one, other);
    }
    if (a instanceof byte[] one && b instanceof byte[] other) {
      return Arrays.compareUnsigned(one, other);
    }
    throw new IllegalArgumentException(
        "no order is known of " + a.getClass().getName() + " and " + b.getClass().getName());
  }

  private static int compareText(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char one = a.charAt(i);
      char other = b.charAt(i);
      if (one != other) {
        boolean surrogate = Character.isSurrogate(one);
        // A surrogate is half of a code point beyond all those that are one char.
        return surrogate == Character.isSurrogate(other)
            ? Character.compare(one, other)
            : Boolean.compare(surrogate, !surrogate);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
