// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes texts of bytes. The names and values of labels repeat from line to line: of short ones, the last ones made are
 * given again, which saves making them and, for whoever keeps samples, memory. Bounded: 4,096 texts of 256 bytes at most.
 * Not thread-safe.
 */
final class Texts {
  private static final int SLOTS = 1 << 12;
  private static final int LONGEST = 256;
  private static final long NOT_ASCII = 0x8080_8080_8080_8080L;
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private record Known(byte[] bytes, String text) {}

  private static final Known NONE = new Known(new byte[0], "");

  private final Known[] known = new Known[SLOTS];

  Texts() {
    Arrays.fill(known, NONE);
  }

  String text(byte[] bytes, int from, int to) throws Fault {
    int length = to - from;
    if (length > LONGEST) {
      return Utf8.isAscii(bytes, from, to)
          ? new String(bytes, from, length, StandardCharsets.ISO_8859_1)
          : Utf8.decode(bytes, from, to);
    }
    long hash = length;
    long all = 0;
    int at = from;
    for (; at <= to - 8; at += 8) {
      long eight = (long) EIGHT_BYTES.get(bytes, at);
      all |= eight;
      hash = (hash ^ eight) * 0x9e3779b97f4a7c15L;
      hash ^= hash >>> 32;
    }
    for (; at < to; at++) {
      all |= bytes[at];
      hash = (hash ^ bytes[at]) * 0x9e3779b97f4a7c15L;
    }
    if ((all & NOT_ASCII) != 0) {
      return Utf8.decode(bytes, from, to);
    }
    int slot = (int) (hash >>> 48) & SLOTS - 1;
    Known candidate = known[slot];
    if (Arrays.equals(candidate.bytes, 0, candidate.bytes.length, bytes, from, to)) {
      return candidate.text;
    }
    byte[] copy = Arrays.copyOfRange(bytes, from, to);
    String made = new String(copy, StandardCharsets.ISO_8859_1);
    known[slot] = new Known(copy, made);
    return made;
  }
}
