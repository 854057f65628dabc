// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How the copy of a cluster works. Immutable: each method gives a changed copy.
 *
 * @param batchRows how many rows of each side are in memory at once and written together, at the most: rows with long
 *     labels or annotations are written sooner, about every 4 MiB of them
 * @param progressListener called on the copying thread after each batch
 * @param cancelSignal asked before each batch; once it says true the copy ends, and what was written stays
 */
public record ClusterCopyOptions(
    int batchRows, Consumer<ClusterCopyProgress> progressListener, BooleanSupplier cancelSignal) {

  /** The rows of a batch unless said otherwise: 5,000. */
  public static final int DEFAULT_BATCH_ROWS = 5_000;

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if a batch has no rows
   */
  public ClusterCopyOptions {
    if (batchRows < 1) {
      throw new IllegalArgumentException("a batch has at least one row, this has " + batchRows);
    }
  }

  /**
   * Batches of {@value #DEFAULT_BATCH_ROWS} rows, nobody listens.
   *
   * @return the defaults
   */
  public static ClusterCopyOptions defaults() {
    return new ClusterCopyOptions(DEFAULT_BATCH_ROWS, progress -> {}, () -> false);
  }

  /**
   * Sets how many rows are in memory at once and written together.
   *
   * @param rows at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is less
   */
  public ClusterCopyOptions batchRows(int rows) {
    return new ClusterCopyOptions(rows, progressListener, cancelSignal);
  }

  /**
   * Sets who is told after each batch.
   *
   * @param listener called on the copying thread; what it throws ends the copy
   * @return a changed copy
   */
  public ClusterCopyOptions onProgress(Consumer<ClusterCopyProgress> listener) {
    return new ClusterCopyOptions(batchRows, listener, cancelSignal);
  }

  /**
   * Sets what ends the copy early.
   *
   * @param signal asked on the copying thread before each batch
   * @return a changed copy
   */
  public ClusterCopyOptions cancelWhen(BooleanSupplier signal) {
    return new ClusterCopyOptions(batchRows, progressListener, signal);
  }
}
