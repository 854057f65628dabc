// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.util.HashSet;
import java.util.Set;

/** The keys of one mapping. Most mappings have few, for which comparing them all is cheaper than hashing. */
final class KeySet {
  private static final int FEW = 8;

  private final String[] few = new String[FEW];
  private Set<String> many = new HashSet<>();
  private int size;
  private long characters;

  boolean add(String key) {
    if (contains(key)) {
      return false;
    }
    if (size < FEW) {
      few[size] = key;
    } else {
      many.add(key);
    }
    size++;
    characters += key.length();
    return true;
  }

  boolean contains(String key) {
    for (int i = 0; i < size && i < FEW; i++) {
      if (few[i].equals(key)) {
        return true;
      }
    }
    return size > FEW && many.contains(key);
  }

  int size() {
    return size;
  }

  long characters() {
    return characters;
  }

  void clear() {
    if (size > 1_000) {
      many = new HashSet<>();
    } else if (size > FEW) {
      many.clear();
    }
    size = 0;
    characters = 0;
  }
}
