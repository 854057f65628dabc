// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet;

import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.ReadOnlyException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.error.StorageFullException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.parquet.internal.ArchiveWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * Writes samples into one Parquet file, compressed with Snappy. Memory stays bounded however many there are. Not
 * thread-safe.
 *
 * <p>The file appears under its name when {@link #finish} returns, complete and on the disk; until then it is beside it
 * under a name that ends with {@code .tmp}. A file that is closed without being finished, or that could not be written,
 * is deleted. One that a crash leaves behind may be.
 *
 * <pre>{@code
 * try (ParquetMetricWriter writer = ParquetMetricWriter.create(Path.of("2026-01-01.parquet"))) {
 *   writer.writeAll(samples);
 *   writer.finish();
 * }
 * }</pre>
 *
 * <p>Samples are written in the order in which they come, without their {@linkplain MetricSample#id() ids}. A file is
 * about half as large where all samples of a series come one after the other.
 */
public final class ParquetMetricWriter implements AutoCloseable {
  private final ArchiveWriter writer;

  private ParquetMetricWriter(ArchiveWriter writer) {
    this.writer = writer;
  }

  /**
   * Begins a file with {@link ParquetOptions#defaults}.
   *
   * @param file its name when it is complete, which no file must have yet
   * @return the writer, to be closed
   * @throws CannotOpenException if the folder is not there, or Snappy's native library cannot be loaded
   * @throws ReadOnlyException if the folder may not be written
   * @throws StorageException if there is a file of this name, or the disk fails
   */
  public static ParquetMetricWriter create(Path file) {
    return create(file, ParquetOptions.defaults());
  }

  /**
   * Begins a file.
   *
   * @param file its name when it is complete, which no file must have yet
   * @param options how it is written
   * @return the writer, to be closed
   * @throws CannotOpenException if the folder is not there, or Snappy's native library cannot be loaded
   * @throws ReadOnlyException if the folder may not be written
   * @throws StorageException if there is a file of this name, or the disk fails
   */
  public static ParquetMetricWriter create(Path file, ParquetOptions options) {
    return new ParquetMetricWriter(ArchiveWriter.begin(file, options));
  }

  /**
   * Adds a sample.
   *
   * @param sample the sample
   * @throws IllegalArgumentException if it has a text with half a surrogate pair; nothing was added, and others may be
   * @throws StorageFullException if the disk is full; the file is given up
   * @throws CancelledException if the thread was interrupted; the file is given up
   * @throws StorageException if the disk fails; the file is given up
   * @throws IllegalStateException if the file was finished, closed or given up
   */
  public void write(MetricSample sample) {
    writer.write(sample);
  }

  /**
   * Adds samples, one after the other, and closes the stream.
   *
   * @param samples the samples
   * @return how many they were
   * @throws IllegalArgumentException if one has a text with half a surrogate pair; those before were added
   * @throws StorageFullException if the disk is full; the file is given up
   * @throws CancelledException if the thread was interrupted; the file is given up
   * @throws StorageException if the disk fails; the file is given up
   * @throws IllegalStateException if the file was finished, closed or given up
   */
  public long writeAll(Stream<MetricSample> samples) {
    long count = 0;
    try (samples) {
      for (Iterator<MetricSample> all = samples.iterator(); all.hasNext(); count++) {
        write(all.next());
      }
    }
    return count;
  }

  /**
   * Completes the file and gives it its name.
   *
   * @return what is in it
   * @throws StorageFullException if the disk is full; the file is given up
   * @throws CancelledException if the thread was interrupted; the file is given up
   * @throws StorageException if there is a file of this name meanwhile, or the disk fails; the file is given up
   * @throws IllegalStateException if the file was finished, closed or given up
   */
  public ParquetSummary finish() {
    return writer.finish();
  }

  /**
   * Gives the file up, unless it is finished. Closing again does nothing.
   *
   * @throws StorageException if what was written cannot be deleted
   */
  @Override
  public void close() {
    writer.close();
  }
}
