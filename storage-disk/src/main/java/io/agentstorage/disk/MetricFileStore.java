// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.disk.internal.StoreEngine;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Takes samples of one kind and makes metric files of them. Thread-safe.
 *
 * <p>A put goes into a journal; when it returns, its rows are recoverable ({@link Durability}). At the row limit, at the
 * flush interval and on {@link #flush()} a thread of the store makes a file of the journal, which appears in the folder
 * under its name only when it is complete. Where that fails, the rows stay in the journal, the listener is told, {@link
 * #lastFailure()} says why, and it is tried again. Puts do not wait for compression.
 *
 * <p>Several stores, also of several processes, may share a folder. One that opens takes over what a dead one has left.
 *
 * <pre>{@code
 * try (MetricFileStore store = MetricFileStore.open(folder, ContentKind.METRICS)) {
 *   store.put(samples);
 * }
 * }</pre>
 */
public final class MetricFileStore implements AutoCloseable {
  private final StoreEngine engine;
  private final MetricFolder folder;

  private MetricFileStore(StoreEngine engine, MetricFolder folder) {
    this.engine = engine;
    this.folder = folder;
  }

  /**
   * Opens a store with the default options.
   *
   * @param folder where the files go; it is created if it is missing
   * @param kind what is put
   * @return the store
   * @throws CannotOpenException if there is no such folder and it cannot be created, or the machine has no Brotli
   * @throws StorageException if the folder cannot be written
   */
  public static MetricFileStore open(Path folder, ContentKind kind) {
    return open(folder, kind, MetricFileOptions.defaults());
  }

  /**
   * Opens a store. What stores that have died left in the folder is taken over: it counts as pending, and files are made
   * of it in the background.
   *
   * @param folder where the files go; it is created if it is missing
   * @param kind what is put
   * @param options how it works
   * @return the store
   * @throws CannotOpenException if there is no such folder and it cannot be created, or the machine has no Brotli
   * @throws StorageException if the folder cannot be written
   */
  public static MetricFileStore open(Path folder, ContentKind kind, MetricFileOptions options) {
    StoreEngine engine = StoreEngine.open(folder, kind, options);
    return new MetricFileStore(engine, MetricFolder.open(folder));
  }

  /**
   * Stores a sample.
   *
   * @param sample the sample; without an id it is given a random one
   * @throws IllegalArgumentException if it cannot be written as JSON, or would take more than 8 MiB
   * @throws StorageException if it was not stored, or the store is closed
   */
  public void put(MetricSample sample) {
    put(List.of(sample));
  }

  /**
   * Stores samples: all or none, also where the process dies meanwhile. They come into one file.
   *
   * <p>After a failure none is stored, with one exception: where the disk fails to take back what it had taken, a later
   * start may find them. Samples with ids are safe to put again then.
   *
   * @param samples the samples; those without an id are given a random one
   * @throws IllegalArgumentException if one cannot be written as JSON, or would take more than 8 MiB; none is stored
   * @throws StorageException if they were not stored, or the store is closed
   */
  public void put(Collection<MetricSample> samples) {
    engine.put(samples);
  }

  /**
   * How many rows are not in a file yet, those included that were taken over from dead stores.
   *
   * @return from 0
   */
  public long pending() {
    return engine.pending();
  }

  /**
   * Makes files of all that is pending, and waits for them.
   *
   * @throws CancelledException if this thread is interrupted; the files are made all the same
   * @throws StorageException if one could not be made, with the reason, or the store is closed; nothing is lost
   */
  public void flush() {
    engine.flush();
  }

  /**
   * Why the latest attempt to make files failed.
   *
   * @return empty if it succeeded, or nothing was to do
   */
  public Optional<StorageException> lastFailure() {
    return engine.lastFailure();
  }

  /**
   * What was found since this store was opened that cannot be read: what is damaged was put aside, journals of a newer
   * version stay where they are.
   *
   * @return a copy
   */
  public List<Quarantined> quarantined() {
    return engine.quarantined();
  }

  /**
   * The folder, for reading what was written.
   *
   * @return the same each time; it may be used after this store is closed
   */
  public MetricFolder folder() {
    return folder;
  }

  /**
   * Makes files of all that is pending and ends all threads. Closing again does nothing.
   *
   * @throws StorageException if a file could not be made; the store is closed all the same, and the next one that opens
   *     this folder makes it
   */
  @Override
  public void close() {
    engine.close();
  }
}
