// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet;

import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.metric.MetricValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes and reads whole files, and makes samples that are told apart by a number. */
final class Archives {
  static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private Archives() {}

  /** Without an id: a file keeps none. */
  static MetricSample sample(int number) {
    return sample(series(number % 50), TIME.plusSeconds(number), number * 1.25 + "");
  }

  static MetricSample sample(MetricSeries series, Instant time, String value) {
    return new MetricSample(series, time, time.plusMillis(7), new MetricValue(value), null);
  }

  static MetricSeries series(int number) {
    return new MetricSeries(
        "container_memory_working_set_bytes",
        "node-" + number % 7,
        "prod-eu",
        "123456789012",
        Map.of("namespace", "shop-" + number % 13, "pod", "web-" + number, "image", "web:1.2"));
  }

  static List<MetricSample> samples(int count) {
    return IntStream.range(0, count).mapToObj(Archives::sample).toList();
  }

  static ParquetSummary write(Path file, List<MetricSample> samples) {
    return write(file, samples, ParquetOptions.defaults());
  }

  static ParquetSummary write(Path file, List<MetricSample> samples, ParquetOptions options) {
    try (ParquetMetricWriter writer = ParquetMetricWriter.create(file, options)) {
      writer.writeAll(samples.stream());
      return writer.finish();
    }
  }

  static List<MetricSample> read(Path file) {
    try (Stream<MetricSample> samples = ParquetMetricFile.read(file)) {
      return samples.toList();
    }
  }

  static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
