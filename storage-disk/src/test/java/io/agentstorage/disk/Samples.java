// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.metric.MetricValue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Samples that are told apart by a number. */
public final class Samples {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private Samples() {}

  /**
   * The sample with a number.
   *
   * @param number the number
   * @return always the same
   */
  public static MetricSample sample(int number) {
    return new MetricSample(
        new MetricSeries(
            "container_memory_working_set_bytes",
            "node-" + number % 7,
            "prod-eu",
            "123456789012",
            Map.of("namespace", "shop-" + number % 13, "pod", "web-" + number, "image", "web:1.2")),
        TIME.plusMillis(number),
        TIME.plusMillis(number + 5L),
        MetricValue.of(number * 1.25),
        new UUID(1, number));
  }

  /**
   * Samples in a row.
   *
   * @param from the first number
   * @param to the one after the last
   * @return a new list
   */
  public static List<MetricSample> samples(int from, int to) {
    return IntStream.range(from, to).mapToObj(Samples::sample).toList();
  }

  /**
   * Which sample it is.
   *
   * @param sample one of these
   * @return its number
   */
  public static int number(MetricSample sample) {
    UUID id = sample.id();
    if (id == null) {
      throw new AssertionError("a row without an id");
    }
    return (int) id.getLeastSignificantBits();
  }

  /** The numbers of all rows in the folder and its stages, in the order of the files. */
  static List<Integer> numbersIn(MetricFolder folder) {
    List<Integer> numbers = new ArrayList<>();
    for (Path file : folder.find("", ".json.br")) {
      numbers.addAll(numbersIn(folder, file));
    }
    return numbers;
  }

  static List<Integer> numbersIn(MetricFolder folder, Path file) {
    return rows(folder, file).stream().map(Samples::number).toList();
  }

  static List<MetricSample> rows(MetricFolder folder, Path file) {
    try (Stream<MetricSample> rows = folder.read(file)) {
      return rows.toList();
    }
  }

  static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
