// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** The sizes that the stores keep to, and how statements are kept within them. */
final class Limits {
  /** Labels and annotations that a copy reads ahead, as JSON: about 16 MiB of heap as objects. */
  static final long CHUNK_BYTES = 4 << 20;

  /** About 6 MB of heap. */
  static final int CACHED_SETS = 50_000;

  /** About 12 MB of heap. */
  static final int CACHED_SERIES = 100_000;

  /** Series that are compared before they are digested: about 10 MB of heap. A power of two. */
  static final int COMPARED_SERIES = 1 << 13;

  /** About 5 MB of heap. */
  static final int CACHED_PAIRS = 20_000;

  /** About 0.5 MB of heap for each kind, as long as the store is there. */
  static final int KEPT_SETS = 4_000;

  /** About 1 MB of heap, as long as the store is there. */
  static final int KEPT_PAIRS = 4_000;

  /** With one more value this stays below 999, above which jOOQ writes the values into the SQL for SQLite. */
  static final int VALUES_IN_A_LIST = 512;

  /** How many keys one run of a look-up has. */
  static final int LOOKED_UP = 64;

  /** Of fewer than this many at once, as single writes have them, most are stored already. */
  static final int MANY = 100;

  /** So few are looked up one by one: to bind and to sort a list takes longer. */
  static final int FEW = 4;

  /** How many label entries are made into rows at once: a chunk may have a hundred thousand. */
  static final int ENTRIES_AT_ONCE = 10_000;

  /** Longer sets are seldom shared, and not kept only to be compared: at the most 3 MB of heap for each kind. */
  static final long COMPARED_BYTES = 2_048;

  private Limits() {}

  /** One parameter for each column, of its type. */
  static List<Field<?>> parameters(List<Field<?>> columns) {
    List<Field<?>> parameters = new ArrayList<>(columns.size());
    columns.forEach(column -> parameters.add(DSL.param(column)));
    return parameters;
  }

  /** Cuts a list into portions that may each be the values of one IN. */
  static <T> List<List<T>> portions(List<T> all) {
    return portions(all, VALUES_IN_A_LIST);
  }

  /** Cuts a list into portions of a size. */
  static <T> List<List<T>> portions(List<T> all, int size) {
    List<List<T>> portions = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      portions.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return portions;
  }
}
