// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.parquet.ParquetOptions;
import io.agentstorage.parquet.ParquetSummary;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.hadoop.ParquetWriter;

/** Writes one file. Not thread-safe. */
public final class ArchiveWriter implements AutoCloseable {
  private final Path file;
  private final TemporaryFile temporary;
  private final RowWriteSupport rows = new RowWriteSupport();
  private final ParquetWriter<Row> parquet;
  private final RecentSeries<MetricSeries, SeriesText> series =
      new RecentSeries<>(SeriesText::of, SeriesText::bytes);
  private boolean ended;

  private ArchiveWriter(Path file, ParquetOptions options) throws IOException {
    this.file = file;
    this.temporary = TemporaryFile.begin(file);
    try {
      this.parquet = RowWriterBuilder.open(temporary, rows, options);
    } catch (IOException | RuntimeException e) {
      temporary.delete();
      throw e;
    }
  }

  /**
   * Begins a file.
   *
   * @param file its name when it is complete
   * @param options how it is written
   * @return the writer, to be closed
   * @throws StorageException if the name is taken, or the folder cannot be written
   */
  public static ArchiveWriter begin(Path file, ParquetOptions options) {
    SnappyCodec.require();
    Path absolute = file.toAbsolutePath();
    try {
      return new ArchiveWriter(absolute, options);
    } catch (IOException e) {
      throw IoErrors.writing(absolute, e);
    }
  }

  /**
   * Adds a row.
   *
   * @param sample the row
   * @throws StorageException if it cannot be written; the file is given up then
   * @throws IllegalArgumentException if it has a text with half a surrogate pair; nothing was added
   * @throws IllegalStateException if the file was finished or given up
   */
  public void write(MetricSample sample) {
    requireOpen();
    Row row = new Row(series.get(sample.series()), sample);
    try {
      parquet.write(row);
    } catch (IOException e) {
      StorageException failure = IoErrors.writing(file, e);
      giveUpAfter(failure);
      throw failure;
    } catch (RuntimeException | Error e) {
      giveUpAfter(e);
      throw e;
    }
  }

  /**
   * Completes the file.
   *
   * @return what is in it
   * @throws StorageException if it cannot be written; the file is given up then
   * @throws IllegalStateException if the file was finished or given up
   */
  public ParquetSummary finish() {
    requireOpen();
    try {
      parquet.close();
      long bytes = temporary.publish();
      ended = true;
      return new ParquetSummary(rows.rows(), rows.digest(), bytes, true);
    } catch (IOException e) {
      StorageException failure = IoErrors.writing(file, e);
      giveUpAfter(failure);
      throw failure;
    } catch (RuntimeException | Error e) {
      giveUpAfter(e);
      throw e;
    }
  }

  /**
   * Gives the file up, unless it is finished.
   *
   * @throws StorageException if what was written cannot be deleted
   */
  @Override
  public void close() {
    if (ended) {
      return;
    }
    try {
      giveUp();
    } catch (IOException e) {
      throw IoErrors.writing(file, e);
    }
  }

  private void requireOpen() {
    if (ended) {
      throw new IllegalStateException("write " + file + ": it was finished or given up already");
    }
  }

  private void giveUpAfter(Throwable failure) {
    try {
      giveUp();
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private void giveUp() throws IOException {
    ended = true;
    temporary.discard();
    try {
      parquet.close();
    } finally {
      temporary.delete();
    }
  }
}
