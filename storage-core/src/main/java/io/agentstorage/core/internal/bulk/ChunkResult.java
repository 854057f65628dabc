// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.store.BulkLoadProgress;
import io.agentstorage.core.store.LoadedRow;
import io.agentstorage.core.store.RejectedRow;
import io.agentstorage.core.store.RowOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What became of the rows of a chunk: each is told exactly once. */
final class ChunkResult<T, P> {
  private final long first;
  private final int size;
  private List<BulkRow<T, P>> rows;
  private @Nullable RowOutcome[] outcomes;
  private final boolean told;
  private final List<Refused<T>> rejects = new ArrayList<>();
  private long inserted;
  private long updated;
  private long unchanged;
  private long rejected;

  /**
   * Nothing is known yet but what was refused when the chunk was read.
   *
   * @param told whether anybody is told of single rows; else of those that were refused the first is kept, and not each
   *     with its exception, which is larger than most rows
   */
  ChunkResult(Chunk<T, P> chunk, boolean told) {
    this.told = told;
    this.first = chunk.first();
    this.size = chunk.size();
    this.rows = chunk.rows();
    this.outcomes = new RowOutcome[chunk.size()];
    for (Refused<T> reject : chunk.rejects()) {
      reject(reject.position(), reject.row(), reject.reason());
    }
  }

  void set(long position, RowOutcome outcome) {
    int at = (int) (position - first);
    if (outcomes[at] != null) {
      throw new IllegalStateException(
          "row " + position + " of a bulk load is " + outcomes[at] + " and " + outcome);
    }
    outcomes[at] = outcome;
    switch (outcome) {
      case INSERTED -> inserted++;
      case UPDATED -> updated++;
      case UNCHANGED -> unchanged++;
      case REJECTED -> rejected++;
    }
  }

  void reject(long position, @Nullable T row, StorageException reason) {
    set(position, RowOutcome.REJECTED);
    if (!told && !rejects.isEmpty()) {
      if (rejects.get(0).position() < position) {
        return;
      }
      rejects.clear();
    }
    rejects.add(new Refused<>(position, row, reason));
  }

  /** Lets go of the rows, which nobody is to be told of: a commit may have many chunks. */
  void forgetRows() {
    rows = List.of();
    outcomes = new RowOutcome[0];
  }

  long rejected() {
    return rejected;
  }

  /** The first of the input that was refused. */
  @Nullable Refused<T> firstReject() {
    return rejects.stream().min(Comparator.comparingLong(Refused::position)).orElse(null);
  }

  /** Progress with this chunk. */
  BulkLoadProgress after(BulkLoadProgress before) {
    BulkLoadProgress after =
        new BulkLoadProgress(
            before.inserted() + inserted,
            before.updated() + updated,
            before.unchanged() + unchanged,
            before.rejected() + rejected);
    if (after.rows() != first + size) {
      throw new IllegalStateException(
          "a bulk load took " + (first + size) + " rows and can account for " + after.rows());
    }
    return after;
  }

  void tellRejects(Consumer<? super RejectedRow<T>> listener) {
    rejects.sort(Comparator.comparingLong(Refused::position));
    rejects.forEach(reject -> listener.accept(reject.told()));
  }

  void tellOutcomes(Consumer<? super LoadedRow<T>> listener) {
    List<LoadedRow<T>> told = new ArrayList<>(size);
    for (BulkRow<T, P> row : rows) {
      RowOutcome outcome = outcomes[(int) (row.position() - first)];
      if (outcome != null && outcome != RowOutcome.REJECTED) {
        told.add(new LoadedRow<>(row.position(), Objects.requireNonNull(row.row()), outcome, null));
      }
    }
    for (Refused<T> refused : rejects) {
      RejectedRow<T> reject = refused.told();
      told.add(
          new LoadedRow<>(reject.position(), reject.row(), RowOutcome.REJECTED, reject.reason()));
    }
    told.sort(Comparator.comparingLong(LoadedRow::position));
    told.forEach(listener);
  }
}
