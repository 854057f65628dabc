// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An unmodifiable map of strings in two sorted arrays: a million resources hold three of these each, so they are small,
 * and writing one as JSON in the order of its keys needs no sorting. Thread-safe.
 */
public final class SortedTags extends AbstractMap<String, String> {
  private final String[] keys;
  private final String[] values;
  private int hash; // 0 until it is asked for; racing threads compute the same

  private SortedTags(String[] keys, String[] values) {
    this.keys = keys;
    this.values = values;
  }

  /**
   * Copies a map, unless it is one of these already.
   *
   * @param map the map
   * @return an unmodifiable map in the order of the keys
   * @throws NullPointerException if a key or a value is null
   */
  public static SortedTags copyOf(Map<String, String> map) {
    if (map instanceof SortedTags tags) {
      return tags;
    }
    String[] keys = map.keySet().toArray(String[]::new);
    Arrays.sort(keys);
    String[] values = new String[keys.length];
    for (int i = 0; i < keys.length; i++) {
      String value = map.get(keys[i]);
      if (value == null) {
        throw new NullPointerException("the value of \"" + keys[i] + "\" is null");
      }
      values[i] = value;
    }
    return new SortedTags(keys, values);
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
  public boolean equals(@Nullable Object other) {
    return other instanceof SortedTags tags
        ? Arrays.equals(keys, tags.keys) && Arrays.equals(values, tags.values)
        : super.equals(other);
  }

  @Override
  public int hashCode() {
    int sum = hash;
    if (sum == 0) {
      for (int i = 0; i < keys.length; i++) {
        sum += keys[i].hashCode() ^ values[i].hashCode();
      }
      hash = sum;
    }
    return sum;
  }

  @Override
  public int size() {
    return keys.length;
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
        return new Entries();
      }
    };
  }

  private final class Entries implements Iterator<Map.Entry<String, String>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < keys.length;
    }

    @Override
    public Map.Entry<String, String> next() {
      if (next == keys.length) {
        throw new NoSuchElementException();
      }
      Map.Entry<String, String> entry = Map.entry(keys[next], values[next]);
      next++;
      return entry;
    }
  }
}
