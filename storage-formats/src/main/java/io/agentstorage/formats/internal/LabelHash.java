// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/**
 * 128 bits that stand for a set of labels, so that a million sets can be told apart without keeping them. The factors are
 * random, so that nobody can prepare two sets that look the same. Not thread-safe.
 */
final class LabelHash {
  private final long factor1;
  private final long factor2;
  private long first;
  private long second;

  LabelHash() {
    SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());
    factor1 = random.nextLong() | 1;
    factor2 = random.nextLong() | 1;
  }

  /**
   * Computes it for the labels of a sample. An empty label is none.
   *
   * @param sample has its labels sorted
   * @param leftOut a label that does not count, -1 for none
   */
  void compute(SampleLine sample, int leftOut) {
    first = 1;
    second = 1;
    for (int i = 0; i < sample.labels(); i++) {
      if (i != leftOut && !sample.value(i).isEmpty()) {
        add(sample.key(i));
        add(sample.value(i));
      }
    }
    first = mixed(first);
    second = mixed(second);
  }

  private void add(String text) {
    int length = text.length();
    long a = (first ^ length + (1 << 16)) * factor1;
    long b = (second + length + (1 << 16)) * factor2;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      a = (a ^ c) * factor1;
      b = (b + c) * factor2;
    }
    first = mixed(a);
    second = mixed(b);
  }

  private static long mixed(long z) {
    long y = (z ^ z >>> 32) * 0x9e3779b97f4a7c15L;
    return y ^ y >>> 29;
  }

  long first() {
    return first;
  }

  long second() {
    return second;
  }
}
