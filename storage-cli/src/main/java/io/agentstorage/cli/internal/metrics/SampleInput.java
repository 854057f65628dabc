// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.metrics;

import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.disk.MetricFolder;
import io.agentstorage.formats.MetricInput;
import io.agentstorage.formats.MetricReadOptions;
import io.agentstorage.parquet.ParquetMetricFile;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** Samples of any file that has some: metric files, Parquet, and what others send. */
final class SampleInput {
  private static final String BROTLI = ".json.br";
  private static final String PARQUET = ".parquet";

  private SampleInput() {}

  /** Whether it is a file that the library writes. */
  static boolean isOurs(Path file) {
    return named(file, BROTLI) || named(file, PARQUET);
  }

  /** The samples of a file, to be closed. */
  static Stream<MetricSample> open(Path file, MetricReadOptions options) {
    return isOurs(file) ? ours(file) : MetricInput.open(file, options);
  }

  /** The samples of a file that the library writes, to be closed. */
  static Stream<MetricSample> ours(Path file) {
    Path absolute = file.toAbsolutePath();
    return named(file, PARQUET)
        ? ParquetMetricFile.read(absolute)
        : MetricFolder.open(Objects.requireNonNull(absolute.getParent())).read(absolute);
  }

  /**
   * Reads a file that the library writes to its end and checks all of it, also what is not in its rows.
   *
   * @return how many samples it has
   */
  static long verify(Path file) {
    Path absolute = file.toAbsolutePath();
    return named(file, PARQUET)
        ? ParquetMetricFile.verify(absolute).rows()
        : MetricFolder.open(Objects.requireNonNull(absolute.getParent())).verify(absolute);
  }

  private static boolean named(Path file, String end) {
    return String.valueOf(file.getFileName()).endsWith(end);
  }
}
