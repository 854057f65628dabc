// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Sorted labels as a map, only to hand them to a series, which copies them. */
final class LabelArrays extends AbstractMap<String, String> {
  private final String[] keys;
  private final String[] values;

  LabelArrays(String[] keys, String[] values) {
    this.keys = keys;
    this.values = values;
  }

  @Override
  public @Nullable String get(@Nullable Object key) {
    int at = key instanceof String text ? Arrays.binarySearch(keys, text) : -1;
    return at < 0 ? null : values[at];
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return keys.length;
      }

      @Override
      public Iterator<Map.Entry<String, String>> iterator() {
        return IntStream.range(0, keys.length)
            .mapToObj(i -> Map.entry(keys[i], values[i]))
            .iterator();
      }
    };
  }

  @Override
  public Set<String> keySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return keys.length;
      }

      @Override
      public Iterator<String> iterator() {
        return Arrays.asList(keys).iterator();
      }
    };
  }
}
