// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import io.agentstorage.core.internal.bulk.PublisherRows;
import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/**
 * Stores many rows. It commits a chunk at a time, or a few as {@link BulkLoadOptions#commitRows} says, so that other writers
 * get their turn, and so that what was committed stays if the rest fails; inside a transaction it commits with that. Memory is bounded by two chunks, whatever the
 * input, unless {@link BulkLoadOptions#commitRows} says otherwise. Readers never wait for it.
 *
 * <p>A row that the database refuses costs that row only. A row whose key comes twice is written twice, in the order it
 * came. Thread-safe; each load is of its own.
 *
 * @param <T> the type of the rows
 */
@FunctionalInterface
public interface BulkLoad<T> {

  /**
   * Loads rows.
   *
   * @param rows the rows, read one by one on the thread that {@link BulkLoadOptions} names. When this returns normally
   *     they were read to the end, or no further than the load was cancelled; when it throws, what was not committed yet and
   *     up to two chunks more may have been read
   * @param options how to load
   * @return what became of the rows: every row taken is in exactly one of its counts
   * @throws NullPointerException if a row is null; what was committed before is stored
   * @throws IllegalArgumentException if the input has fewer rows than its {@link BulkLoadOptions#resumeFrom resume point}
   *     accounts for
   * @throws io.agentstorage.core.error.CancelledException if the calling thread is interrupted; what was committed
   *     before is stored
   * @throws io.agentstorage.core.error.StorageException if the database fails, not if it refuses a row, unless the load
   *     is all or nothing
   */
  BulkLoadReport load(Iterator<? extends T> rows, BulkLoadOptions<? super T> options);

  /**
   * Loads rows, see {@link #load(Iterator, BulkLoadOptions)}.
   *
   * @param rows the rows
   * @param options how to load
   * @return what became of the rows
   */
  default BulkLoadReport load(Iterable<? extends T> rows, BulkLoadOptions<? super T> options) {
    return load(rows.iterator(), options);
  }

  /**
   * Loads rows, see {@link #load(Iterator, BulkLoadOptions)}.
   *
   * @param rows the rows; the caller closes the stream
   * @param options how to load
   * @return what became of the rows
   */
  default BulkLoadReport load(Stream<? extends T> rows, BulkLoadOptions<? super T> options) {
    return load(rows.iterator(), options);
  }

  /**
   * Loads what a publisher gives, see {@link #load(Iterator, BulkLoadOptions)}. It is asked for at most a chunk, and
   * at most 256 rows, ahead of what the load has taken, and its subscription is cancelled when the load ends before it does. A publisher of Reactive Streams
   * is made one of these by {@code org.reactivestreams.FlowAdapters}.
   *
   * @param rows the rows; what it signals as an error is thrown, in a {@link java.util.concurrent.CompletionException}
   *     if it is checked
   * @param options how to load
   * @return what became of the rows
   */
  default BulkLoadReport load(
      Flow.Publisher<? extends T> rows, BulkLoadOptions<? super T> options) {
    try (PublisherRows<T> iterator =
        new PublisherRows<>(options.chunkRows(), options.cancelSignal())) {
      rows.subscribe(iterator);
      return load(iterator, options);
    }
  }
}
