// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import java.nio.charset.StandardCharsets;

/** Random-looking text in the alphabets that Kubernetes uses. */
final class Text {
  /** What Kubernetes makes name suffixes of: no vowels, so no words, and nothing easily misread. */
  private static final byte[] SAFE =
      "bcdfghjklmnpqrstvwxz2456789".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int SUFFIXES = 27 * 27 * 27 * 27 * 27;

  private Text() {}

  /** Five characters; different for each index below 14 million with the same offset. */
  static String suffix(long offset, int index) {
    // 1,234,567 has no factor in common with 27, so the product runs through all suffixes before
    // one repeats.
    long rest = Math.floorMod((offset & 0xFFFFFF) + index * 1_234_567L, SUFFIXES);
    return safe(rest, 5);
  }

  /** Ten characters, as of a pod template's hash. */
  static String templateHash(long random) {
    return safe(random >>> 4, 10);
  }

  static String hex(long random, int length) {
    byte[] out = new byte[length];
    long bits = random;
    for (int i = 0; i < length; i++) {
      if (i % 16 == 0 && i > 0) {
        bits = Dice.mix(bits + random + i);
      }
      out[i] = HEX[(int) (Long.rotateRight(bits, i * 4) & 15)];
    }
    return latin(out);
  }

  /** A UUID of version 4. */
  static String uuid(long seed, long ordinal) {
    long high = Dice.mix(Dice.mix(seed) ^ ordinal);
    long low = Dice.mix(high ^ (ordinal + 0x2545F4914F6CDD1DL));
    high = (high & ~0xF000L) | 0x4000L;
    low = (low & ~(3L << 62)) | (1L << 63);
    byte[] out = new byte[36];
    hexInto(out, 0, high >>> 32, 8);
    hexInto(out, 9, high >>> 16, 4);
    hexInto(out, 14, high, 4);
    hexInto(out, 19, low >>> 48, 4);
    hexInto(out, 24, low, 12);
    out[8] = '-';
    out[13] = '-';
    out[18] = '-';
    out[23] = '-';
    return latin(out);
  }

  private static void hexInto(byte[] out, int at, long bits, int length) {
    long rest = bits;
    for (int i = at + length - 1; i >= at; i--) {
      out[i] = HEX[(int) (rest & 15)];
      rest >>>= 4;
    }
  }

  private static String safe(long number, int length) {
    byte[] out = new byte[length];
    long rest = number;
    for (int i = 0; i < length; i++) {
      out[i] = SAFE[(int) (rest % 27)];
      rest /= 27;
    }
    return latin(out);
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
