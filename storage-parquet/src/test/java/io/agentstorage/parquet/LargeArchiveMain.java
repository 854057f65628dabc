// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet;

import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.metric.MetricValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Writes many samples, a round of all series a minute, and reads them again. Arguments: file, number of samples, number of
 * series.
 */
final class LargeArchiveMain {
  private LargeArchiveMain() {}

  public static void main(String[] arguments) {
    Path file = Path.of(arguments[0]);
    long rows = Long.parseLong(arguments[1]);
    List<MetricSeries> series =
        IntStream.range(0, Integer.parseInt(arguments[2]))
            .mapToObj(LargeArchiveMain::series)
            .toList();
    long begin = System.nanoTime();
    ParquetSummary written;
    try (ParquetMetricWriter writer = ParquetMetricWriter.create(file)) {
      writer.writeAll(LongStream.range(0, rows).mapToObj(row -> sample(series, row)));
      written = writer.finish();
    }
    System.out.println("written " + written.rows() + ", " + written.bytes() + " bytes");
    System.out.println("writing: " + rate(written.rows(), begin));
    begin = System.nanoTime();
    try (Stream<MetricSample> samples = ParquetMetricFile.read(file)) {
      System.out.println("read " + samples.mapToLong(sample -> 1).sum());
    }
    System.out.println("reading: " + rate(written.rows(), begin));
    if (!ParquetMetricFile.verify(file).equals(written)) {
      throw new AssertionError("what is verified is not what was written");
    }
    System.out.println("verified");
  }

  private static String rate(long rows, long begin) {
    double seconds = (System.nanoTime() - begin) / 1e9;
    return String.format("%.1f s, %,.0f rows/s", seconds, rows / seconds);
  }

  private static MetricSample sample(List<MetricSeries> series, long row) {
    int which = (int) (row % series.size());
    long round = row / series.size();
    long counter = round * (1000 + which) * 37 + which;
    return new MetricSample(
        series.get(which),
        Archives.TIME.plusSeconds(60 * round),
        Archives.TIME.plusSeconds(60 * round + 1),
        MetricValue.of(which % 2 == 0 ? counter * 0.001 : counter * 4096.0),
        null);
  }

  private static MetricSeries series(int number) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("namespace", "team-" + number % 40);
    labels.put("pod", "web-7d9c5b4f6" + number % 97 + "-x" + number);
    labels.put("container", "app-" + number % 11);
    labels.put("image", "registry.example.com/shop/app-" + number % 11 + ":1.2." + number % 5);
    labels.put("instance", "10.0." + number % 200 + ".7:10250");
    labels.put("job", "kubelet");
    return new MetricSeries(
        number % 2 == 0
            ? "container_cpu_usage_seconds_total"
            : "container_memory_working_set_bytes",
        "ip-10-0-" + number % 200 + "-7.eu-west-1.compute.internal",
        "prod-eu",
        "123456789012",
        labels);
  }
}
