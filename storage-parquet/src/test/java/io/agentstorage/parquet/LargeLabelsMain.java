// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet;

import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Writes small samples, then some with long labels that are all different. Arguments: file, number, characters. */
final class LargeLabelsMain {
  private LargeLabelsMain() {}

  public static void main(String[] arguments) {
    Path file = Path.of(arguments[0]);
    int rows = Integer.parseInt(arguments[1]);
    int characters = Integer.parseInt(arguments[2]);
    Random random = new Random(1);
    ParquetSummary written;
    try (ParquetMetricWriter writer = ParquetMetricWriter.create(file)) {
      writer.writeAll(IntStream.range(0, 200_000).mapToObj(Archives::sample));
      writer.writeAll(IntStream.range(0, rows).mapToObj(row -> sample(random, characters)));
      written = writer.finish();
    }
    if (!ParquetMetricFile.verify(file).equals(written)) {
      throw new AssertionError("what is verified is not what was written");
    }
    System.out.println("verified");
  }

  private static MetricSample sample(Random random, int characters) {
    byte[] text = new byte[characters];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) ('0' + random.nextInt(64)); // hardly to be compressed
    }
    String label = new String(text, StandardCharsets.US_ASCII).replace('\\', '-');
    return Archives.sample(
        new MetricSeries("m", null, null, null, Map.of("long", label)), Archives.TIME, "1");
  }
}
