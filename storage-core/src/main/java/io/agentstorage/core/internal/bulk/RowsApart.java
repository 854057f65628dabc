// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.DuplicateKeyException;
import io.agentstorage.core.error.StorageException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes rows that were refused together: in some parts, and a part that is refused in parts again, down to the rows at
 * fault. With one wrong row among ten thousand that is twice the work, not ten thousand savepoints.
 */
final class RowsApart<T, P> {
  /**
   * A part is written as often as it is divided: with one wrong row among ten all are written four times, by halves ten.
   */
  static final int MANY = 10;

  /** Keeps together, for as long as possible, rows that need each other. */
  static final int HALVES = 2;

  private final int ways;
  private final Consumer<List<BulkRow<T, P>>> part;
  private final List<Alone<T, P>> refused = new ArrayList<>();
  private boolean laterFirst;

  /** A row that is refused also by itself, and why. */
  record Alone<T, P>(BulkRow<T, P> row, StorageException reason) {}

  /**
   * For the rows of one chunk.
   *
   * @param ways into how many parts
   * @param part writes some of them, or throws and has written none of them
   */
  RowsApart(int ways, Consumer<List<BulkRow<T, P>>> part) {
    this.ways = ways;
    this.part = part;
  }

  /** Those that were refused. */
  List<Alone<T, P>> refused() {
    return refused;
  }

  /** Writes rows that were refused together. */
  void divide(List<BulkRow<T, P>> rows, StorageException refusal) {
    Deque<List<BulkRow<T, P>>> parts = new ArrayDeque<>();
    split(rows, refusal, parts);
    write(parts);
  }

  /** Not by recursion: each exception would keep the whole depth in its stack trace. */
  private void write(Deque<List<BulkRow<T, P>>> parts) {
    while (!parts.isEmpty()) {
      List<BulkRow<T, P>> rows = parts.pop();
      try {
        part.accept(rows);
      } catch (ConstraintViolationException | DuplicateKeyException e) {
        split(rows, e, parts);
      }
    }
  }

  private void split(
      List<BulkRow<T, P>> rows, StorageException refusal, Deque<List<BulkRow<T, P>>> parts) {
    if (rows.size() == 1) {
      refused.add(new Alone<>(rows.get(0), refusal));
      return;
    }
    int size = Math.ceilDiv(rows.size(), ways);
    List<List<BulkRow<T, P>>> some = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += size) {
      some.add(rows.subList(from, Math.min(rows.size(), from + size)));
    }
    (laterFirst ? some : some.reversed()).forEach(parts::push);
  }

  /**
   * Tries those that were refused again for as long as that helps: a row may need one that came after it. Of one key the
   * latest is tried first, another only if that one is refused, and none that was there before one that is written: what
   * is stored in the end is what the last good row of each key says.
   *
   * <p>From the end to the beginning, then the other way, and so on: where each row needs the one after it once is
   * enough, and not once for each.
   *
   * @param rows all of the chunk
   * @param key equal for rows that may have the same key
   */
  void tryAgain(List<BulkRow<T, P>> rows, Function<P, Object> key) {
    Map<Long, Object> keys = new HashMap<>();
    rows.forEach(row -> keys.put(row.position(), key.apply(row.prepared())));
    Set<Long> givenUp = new HashSet<>();
    List<BulkRow<T, P>> tried = latest(keys, givenUp);
    while (!tried.isEmpty()) {
      Set<Long> positions = tried.stream().map(BulkRow::position).collect(Collectors.toSet());
      int before = refused.size();
      refused.removeIf(one -> positions.contains(one.row.position()));
      laterFirst = !laterFirst;
      write(new ArrayDeque<>(List.of(tried)));
      if (refused.size() < before) {
        givenUp.clear(); // they may have needed what is there now
      } else {
        givenUp.addAll(positions);
      }
      tried = latest(keys, givenUp);
    }
    refused.sort(Comparator.comparingLong(one -> one.row.position()));
  }

  /** Of each key the latest that was refused and not given up, in the order of the input. */
  private List<BulkRow<T, P>> latest(Map<Long, Object> keys, Set<Long> givenUp) {
    Map<Long, Object> written = new HashMap<>(keys);
    refused.forEach(one -> written.remove(one.row.position()));
    Map<Object, Long> lastWritten = new HashMap<>();
    written.forEach((position, key) -> lastWritten.merge(key, position, Math::max));
    Map<Object, BulkRow<T, P>> latest = new HashMap<>();
    for (Alone<T, P> one : refused) {
      Object key = Objects.requireNonNull(keys.get(one.row.position()));
      if (!givenUp.contains(one.row.position())
          && one.row.position() > lastWritten.getOrDefault(key, -1L)) {
        latest.merge(key, one.row, (a, b) -> a.position() > b.position() ? a : b);
      }
    }
    return latest.values().stream().sorted(Comparator.comparingLong(BulkRow::position)).toList();
  }
}
