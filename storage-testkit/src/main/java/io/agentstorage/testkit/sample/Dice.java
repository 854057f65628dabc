// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

/**
 * Numbers that look random and depend on nothing but their seeds. The arithmetic is written out (it is SplitMix64), so
 * that the sample does not rest on how a library makes its numbers. Not thread-safe.
 */
final class Dice {
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private long state;

  Dice(long seed, long stream, long index) {
    state = mix(mix(seed * STEP + stream) + index * STEP);
  }

  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  long next() {
    state += STEP;
    return mix(state);
  }

  /** A number from 0 to limit - 1. */
  int below(int limit) {
    return below(next(), limit);
  }

  static int below(long random, int limit) {
    return (int) (((random >>> 32) * limit) >>> 32);
  }

  boolean percent(int chance) {
    return below(100) < chance;
  }

  <T> T pick(T[] choices) {
    return choices[below(choices.length)];
  }

  int pick(int[] choices) {
    return choices[below(choices.length)];
  }
}
