// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet;

import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.parquet.internal.ArchiveRows;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads metric archives: Parquet files with the columns of {@code docs/parquet.md}, whoever wrote them. They may be
 * compressed with Snappy or not at all; times may count milliseconds, microseconds (cut off) or nanoseconds. Thread-safe:
 * it keeps nothing.
 */
public final class ParquetMetricFile {
  private ParquetMetricFile() {}

  /**
   * Reads a file, row by row: of each column one page is in memory, and its dictionary. The stream must be closed, best in
   * a try-with-resources. The samples have no {@linkplain MetricSample#id() ids}.
   *
   * <p>What is wrong in the file shows when that row is reached, as a {@link CorruptException} with the file and the
   * place. Where the file was written here, its rows are compared with the digest that it carries when the last was read.
   * A read that is interrupted throws {@link CancelledException}.
   *
   * @param file the file
   * @return a stream in the order of the file, to be closed; not for several threads
   * @throws CannotOpenException if there is no such file, it may not be read, or Snappy's native library cannot be loaded
   * @throws CorruptException if it has no footer, or not that of a metric archive
   * @throws StorageException if the disk fails
   */
  public static Stream<MetricSample> read(Path file) {
    ArchiveRows rows = ArchiveRows.open(file);
    return StreamSupport.stream(rows, false).onClose(rows::close);
  }

  /**
   * Reads a file to its end and checks all of it: each page, each row, and, where the file was written here, each byte.
   *
   * @param file the file
   * @return what is in it
   * @throws CannotOpenException if there is no such file, it may not be read, or Snappy's native library cannot be loaded
   * @throws CorruptException if it is damaged, with the place where that shows
   * @throws CancelledException if the thread was interrupted
   * @throws StorageException if the disk fails
   */
  public static ParquetSummary verify(Path file) {
    try (ArchiveRows rows = ArchiveRows.open(file)) {
      rows.forEachRemaining(row -> {});
      return rows.summary();
    }
  }
}
