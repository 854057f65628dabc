// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

/** A set of 128-bit keys in one array, 32 to 64 bytes a key. Not thread-safe. */
final class HashKeys {
  private static final int SMALLEST = 16;

  private long[] table = new long[2 * SMALLEST];
  private int size;

  int size() {
    return size;
  }

  void clear() {
    if (size > 0) {
      table = new long[2 * SMALLEST];
      size = 0;
    }
  }

  /** Adds a key; false if it is there. */
  boolean add(long first, long second) {
    long stored = second == 0 ? 1 : second; // 0 marks an empty place
    int place = place(table, first, stored);
    if (table[place + 1] != 0) {
      return false;
    }
    table[place] = first;
    table[place + 1] = stored;
    size++;
    if (4 * size > table.length) {
      grow();
    }
    return true;
  }

  private static int place(long[] table, long first, long second) {
    int mask = table.length / 2 - 1;
    int slot = (int) first & mask;
    while (table[2 * slot + 1] != 0
        && (table[2 * slot] != first || table[2 * slot + 1] != second)) {
      slot = slot + 1 & mask;
    }
    return 2 * slot;
  }

  private void grow() {
    long[] larger = new long[2 * table.length];
    for (int i = 0; i < table.length; i += 2) {
      if (table[i + 1] != 0) {
        int place = place(larger, table[i], table[i + 1]);
        larger[place] = table[i];
        larger[place + 1] = table[i + 1];
      }
    }
    table = larger;
  }
}
