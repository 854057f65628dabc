// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet;

import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.retention.SampleArchive;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An archive of samples as Parquet files in one folder, {@code <part>.parquet} each. Used by one thread at a time.
 */
public final class ParquetSampleArchive implements SampleArchive {
  private final Path folder;
  private final ParquetOptions options;

  /**
   * An archive that writes with {@link ParquetOptions#defaults}.
   *
   * @param folder the folder; it must exist
   */
  public ParquetSampleArchive(Path folder) {
    this(folder, ParquetOptions.defaults());
  }

  /**
   * An archive.
   *
   * @param folder the folder; it must exist
   * @param options how files are written
   */
  public ParquetSampleArchive(Path folder, ParquetOptions options) {
    this.folder = folder;
    this.options = options;
  }

  @Override
  public void write(String part, SampleSource samples) {
    discard(part);
    try (ParquetMetricWriter writer = ParquetMetricWriter.create(file(part), options)) {
      samples.forEach(writer::write);
      writer.finish();
    }
  }

  @Override
  public void read(String part, Consumer<MetricSample> reader) {
    try (Stream<MetricSample> samples = ParquetMetricFile.read(file(part))) {
      samples.forEachOrdered(reader);
    }
  }

  @Override
  public void discard(String part) {
    Path complete = file(part);
    try {
      Files.deleteIfExists(complete);
      // What a crash leaves of a file that was not complete.
      try (DirectoryStream<Path> unfinished =
          Files.newDirectoryStream(folder, "." + complete.getFileName() + ".*.tmp")) {
        for (Path one : unfinished) {
          Files.deleteIfExists(one);
        }
      }
    } catch (IOException e) {
      throw new StorageException(
          "remove the part "
              + part
              + " of the archive "
              + folder
              + ": let this process write there",
          e);
    }
  }

  private Path file(String part) {
    return folder.resolve(part + ".parquet");
  }
}
