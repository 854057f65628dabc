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
  private boolean laterHalfFirst;

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
    List<BulkRow<T, P>> earlier = rows.subList(0, rows.size() / 2);
    List<BulkRow<T, P>> later = rows.subList(rows.size() / 2, rows.size());
    write(laterHalfFirst ? later : earlier);
    write(laterHalfFirst ? earlier : later);
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
   *
   * <p>From the end to the beginning, then the other way, and so on: where each row needs the one after it once is
   * enough, and not once for each.
   */
  void tryAgain(List<BulkRow<T, P>> rows, Function<P, String> key) {
    Map<String, Long> last = new HashMap<>();
    rows.forEach(row -> last.merge(key.apply(row.prepared()), row.position(), Math::max));
    List<Alone<T, P>> hopeless =
        refused.stream()
            .filter(
                one -> one.row.position() < last.getOrDefault(key.apply(one.row.prepared()), 0L))
            .toList();
    refused.removeAll(hopeless);
    int tried;
    do {
      tried = refused.size();
      laterHalfFirst = !laterHalfFirst;
      writeRefused();
    } while (!refused.isEmpty() && refused.size() < tried);
    refused.addAll(hopeless);
    refused.sort(Comparator.comparingLong(one -> one.row.position()));
  }

  private void writeRefused() {
    List<BulkRow<T, P>> again =
        refused.stream()
            .map(Alone::row)
            .sorted(Comparator.comparingLong(BulkRow::position))
            .toList();
    refused = new ArrayList<>();
    if (!again.isEmpty()) {
      write(again);
    }
  }
}
