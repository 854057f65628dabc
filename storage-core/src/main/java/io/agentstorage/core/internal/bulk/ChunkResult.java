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
  private final List<Refused<T>> rejects;
  private long inserted;
  private long updated;
  private long unchanged;

  ChunkResult(Chunk<T, P> chunk) {
    this.first = chunk.first();
    this.size = chunk.size();
    this.rows = chunk.rows();
    this.outcomes = new RowOutcome[chunk.size()];
    this.rejects = new ArrayList<>();
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
      case REJECTED -> {} // counted by the list of them
    }
  }

  void reject(long position, @Nullable T row, StorageException reason) {
    set(position, RowOutcome.REJECTED);
    rejects.add(new Refused<>(position, row, reason));
  }

  /** Lets go of the rows, which nobody is to be told of: a commit may have many chunks. */
  void forgetRows() {
    rows = List.of();
    outcomes = new RowOutcome[0];
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
            before.rejected() + rejects.size());
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
