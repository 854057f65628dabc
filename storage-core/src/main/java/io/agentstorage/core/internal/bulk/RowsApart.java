// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.DuplicateKeyException;
import io.agentstorage.core.error.StorageException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Writes rows that were refused together: in halves, and a half that is refused in halves again, down to the rows at
 * fault. With one wrong row among ten thousand that is twice the work, not ten thousand savepoints.
 */
final class RowsApart<T, P> {
  private final Consumer<List<BulkRow<T, P>>> part;
  private List<Alone<T, P>> refused = new ArrayList<>();

  /** A row that is refused also by itself, and why. */
  record Alone<T, P>(BulkRow<T, P> row, StorageException reason) {}

  /**
   * For the rows of one chunk.
   *
   * @param part writes some of them, or throws and has written none of them
   */
  RowsApart(Consumer<List<BulkRow<T, P>>> part) {
    this.part = part;
  }

  /** Those that were refused. */
  List<Alone<T, P>> refused() {
    return refused;
  }

  /** Writes rows that were refused together. */
  void halve(List<BulkRow<T, P>> rows, StorageException refusal) {
    if (rows.size() == 1) {
      refused.add(new Alone<>(rows.get(0), refusal));
      return;
    }
    int middle = rows.size() / 2;
    write(rows.subList(0, middle));
    write(rows.subList(middle, rows.size()));
  }

  private void write(List<BulkRow<T, P>> rows) {
    try {
      part.accept(rows);
    } catch (ConstraintViolationException | DuplicateKeyException e) {
      halve(rows, e);
    }
  }

  /**
   * Tries those that were refused again for as long as that helps: a row may need one that came after it. Not where a
   * later row has the same key, over which it would be written.
   */
  void tryAgain(List<BulkRow<T, P>> rows, Function<P, String> key) {
    Map<String, Long> last = new HashMap<>();
    rows.forEach(row -> last.merge(key.apply(row.prepared()), row.position(), Math::max));
    List<Alone<T, P>> tried;
    do {
      tried = refused;
      tried.sort(Comparator.comparingLong(one -> one.row.position()));
      refused = new ArrayList<>();
      for (Alone<T, P> one : tried) {
        if (one.row.position() < last.getOrDefault(key.apply(one.row.prepared()), 0L)) {
          refused.add(one);
        } else {
          write(List.of(one.row));
        }
      }
    } while (refused.size() < tried.size());
  }
}
