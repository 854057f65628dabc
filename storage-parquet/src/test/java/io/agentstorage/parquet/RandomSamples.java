// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet;

import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.metric.MetricValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Samples of series that come again, with texts and times of all kinds, which are the same for the same random source. */
final class RandomSamples {
  private static final String[] CHARACTERS = {
    "a", "b", "Z", "0", "-", "/", "\"", "\\", "é", "日", "😀"
  };

  private final Random random;
  private final List<MetricSeries> series = new ArrayList<>();

  RandomSamples(Random random) {
    this.random = random;
  }

  List<MetricSample> list(int count) {
    List<MetricSample> samples = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      // Years 1653 to 2286.
      Instant time = Instant.ofEpochMilli((random.nextLong() % 10_000_000_000_000L));
      samples.add(new MetricSample(series(), time, time.plusMillis(i), value(), null));
    }
    return samples;
  }

  private MetricSeries series() {
    if (series.isEmpty() || random.nextInt(20) == 0) {
      Map<String, String> labels = new HashMap<>();
      for (int i = random.nextInt(10); i > 0; i--) {
        labels.put(text(12), text(40));
      }
      labels.remove("node");
      series.add(new MetricSeries("m" + text(10), orNull(), orNull(), orNull(), labels));
    }
    return series.get(random.nextInt(series.size()));
  }

  private @Nullable String orNull() {
    return random.nextInt(4) == 0 ? null : text(15);
  }

  private MetricValue value() {
    return switch (random.nextInt(8)) {
      case 0 -> MetricValue.of(Double.NaN);
      case 1 -> MetricValue.of(Double.NEGATIVE_INFINITY);
      case 2 -> MetricValue.of(Double.longBitsToDouble(random.nextLong()));
      case 3 -> new MetricValue(Long.toUnsignedString(random.nextLong()) + "00");
      default -> MetricValue.of(random.nextInt(1000));
    };
  }

  private String text(int atMost) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(atMost + 1); i > 0; i--) {
      text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    return text.toString();
  }
}
