// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Labels or annotations in two arrays sorted by key, so that a set that differs in one entry from another is made by
 * copying two small arrays. Immutable.
 */
final class Tags extends AbstractMap<String, String> {
  static final Tags EMPTY = new Tags(new String[0], new String[0]);

  private final String[] keys;
  private final String[] values;

  private Tags(String[] keys, String[] values) {
    this.keys = keys;
    this.values = values;
  }

  /** Keys and values in turn. */
  static Tags of(String... pairs) {
    Tags tags = EMPTY;
    for (int i = 0; i < pairs.length; i += 2) {
      tags = tags.with(pairs[i], pairs[i + 1]);
    }
    return tags;
  }

  /** A copy in which the key has this value, whether it had one or not. */
  Tags with(String key, String value) {
    int found = Arrays.binarySearch(keys, key);
    if (found >= 0) {
      String[] changed = values.clone();
      changed[found] = value;
      return new Tags(keys, changed);
    }
    int at = -found - 1;
    return new Tags(insert(keys, at, key), insert(values, at, value));
  }

  private static String[] insert(String[] old, int at, String text) {
    String[] made = new String[old.length + 1];
    System.arraycopy(old, 0, made, 0, at);
    made[at] = text;
    System.arraycopy(old, at, made, at + 1, old.length - at);
    return made;
  }

  @Override
  public int size() {
    return keys.length;
  }

  @Override
  @SuppressWarnings(
      "ReferenceEquality") // who asks took the key from this map as a rule; equals follows
  public @Nullable String get(@Nullable Object key) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] == key) {
        return values[i];
      }
    }
    int at = key instanceof String text ? Arrays.binarySearch(keys, text) : -1;
    return at < 0 ? null : values[at];
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  /** Hands out the keys as one array copy: {@code ResourceTags} asks for them that way, once for each object. */
  @Override
  public Set<String> keySet() {
    return new KeySet();
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    return new EntrySet();
  }

  private final class KeySet extends AbstractSet<String> {
    @Override
    public int size() {
      return keys.length;
    }

    @Override
    public Iterator<String> iterator() {
      return Arrays.asList(keys).iterator();
    }

    @Override
    public <T> T[] toArray(T[] array) {
      return Arrays.asList(keys).toArray(array);
    }
  }

  private final class EntrySet extends AbstractSet<Map.Entry<String, String>> {
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
  }
}
