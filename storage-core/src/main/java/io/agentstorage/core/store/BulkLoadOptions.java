// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import io.agentstorage.core.model.ResourceTags;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How a bulk load works. Immutable: each method gives a changed copy.
 *
 * @param chunkRows how many rows are in memory at once and committed together, at the most: rows with long labels or
 *     annotations are written sooner, about every 4 MiB of them
 * @param conflictPolicy what becomes of a row whose key is stored already
 * @param progressListener called on the loading thread after each chunk
 * @param rejectListener called on the loading thread for each refused row, after its chunk was committed
 * @param cancelSignal asked before each row is taken; once it says true the rows taken so far are stored and the load
 *     ends
 */
public record BulkLoadOptions(
    int chunkRows,
    ConflictPolicy conflictPolicy,
    Consumer<BulkLoadProgress> progressListener,
    Consumer<RejectedRow<ResourceTags>> rejectListener,
    BooleanSupplier cancelSignal) {

  /** The rows of a chunk unless said otherwise: 10,000. */
  public static final int DEFAULT_CHUNK_ROWS = 10_000;

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if a chunk has no rows
   */
  public BulkLoadOptions {
    if (chunkRows < 1) {
      throw new IllegalArgumentException("a chunk has at least one row, this has " + chunkRows);
    }
  }

  /**
   * Chunks of {@value #DEFAULT_CHUNK_ROWS} rows, rows that exist are updated, nobody listens.
   *
   * @return the defaults
   */
  public static BulkLoadOptions defaults() {
    return new BulkLoadOptions(
        DEFAULT_CHUNK_ROWS, ConflictPolicy.UPDATE, progress -> {}, rejected -> {}, () -> false);
  }

  /**
   * Sets how many rows are in memory at once and committed together.
   *
   * @param rows at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is less
   */
  public BulkLoadOptions chunkRows(int rows) {
    return new BulkLoadOptions(
        rows, conflictPolicy, progressListener, rejectListener, cancelSignal);
  }

  /**
   * Sets what becomes of a row whose key is stored already.
   *
   * @param policy the policy
   * @return a changed copy
   */
  public BulkLoadOptions onConflict(ConflictPolicy policy) {
    return new BulkLoadOptions(chunkRows, policy, progressListener, rejectListener, cancelSignal);
  }

  /**
   * Sets who is told after each chunk.
   *
   * @param listener called on the loading thread; what it throws ends the load
   * @return a changed copy
   */
  public BulkLoadOptions onProgress(Consumer<BulkLoadProgress> listener) {
    return new BulkLoadOptions(chunkRows, conflictPolicy, listener, rejectListener, cancelSignal);
  }

  /**
   * Sets who is told of each refused row.
   *
   * @param listener called on the loading thread; what it throws ends the load
   * @return a changed copy
   */
  public BulkLoadOptions onReject(Consumer<RejectedRow<ResourceTags>> listener) {
    return new BulkLoadOptions(chunkRows, conflictPolicy, progressListener, listener, cancelSignal);
  }

  /**
   * Sets what ends the load early.
   *
   * @param signal asked on the loading thread before each row is taken
   * @return a changed copy
   */
  public BulkLoadOptions cancelWhen(BooleanSupplier signal) {
    return new BulkLoadOptions(chunkRows, conflictPolicy, progressListener, rejectListener, signal);
  }
}
