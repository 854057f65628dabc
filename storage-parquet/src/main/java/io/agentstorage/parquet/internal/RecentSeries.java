// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Remembers what was made of series, within a limit of memory: samples come in rounds of the same series. When it is full
 * it begins anew. Not thread-safe.
 */
final class RecentSeries<K, V> {
  private static final long LIMIT_BYTES = 16L * 1024 * 1024;

  /** About what an entry takes besides its text. */
  private static final int ENTRY_BYTES = 500;

  private final Map<K, V> known = new HashMap<>();
  private final Function<K, V> make;
  private final ToIntFunction<V> bytesOf;
  private long bytes;

  RecentSeries(Function<K, V> make, ToIntFunction<V> bytesOf) {
    this.make = make;
    this.bytesOf = bytesOf;
  }

  V get(K key) {
    V value = known.get(key);
    return value == null ? add(key) : value;
  }

  private V add(K key) {
    V value = make.apply(key);
    // The text, and what was made of it.
    bytes += 4L * bytesOf.applyAsInt(value) + ENTRY_BYTES;
    if (bytes > LIMIT_BYTES) {
      known.clear();
      bytes = 0;
    }
    known.put(key, value);
    return value;
  }
}
