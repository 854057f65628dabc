// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats;

import io.agentstorage.core.metric.MetricSample;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** Reads whole inputs, as they are short here. */
final class Reading {
  static final Instant SCRAPED = Instant.ofEpochMilli(1_730_858_398_500L);
  static final Instant CREATED = SCRAPED.plusMillis(5);
  static final MetricReadOptions OPTIONS =
      MetricReadOptions.scrapedAt(SCRAPED).clock(Clock.fixed(CREATED, ZoneOffset.UTC));

  private Reading() {}

  static List<MetricSample> prometheus(String text, MetricReadOptions options) {
    return read(MetricFormat.PROMETHEUS_TEXT, text.getBytes(StandardCharsets.UTF_8), options);
  }

  static List<MetricSample> openMetrics(String text, MetricReadOptions options) {
    return read(MetricFormat.OPENMETRICS, text.getBytes(StandardCharsets.UTF_8), options);
  }

  static List<MetricSample> json(String text, MetricReadOptions options) {
    return read(MetricFormat.JSON, text.getBytes(StandardCharsets.UTF_8), options);
  }

  static List<MetricSample> read(MetricFormat format, byte[] input, MetricReadOptions options) {
    try (Stream<MetricSample> samples =
        MetricInput.read(new ByteArrayInputStream(input), format, options)) {
      return samples.toList();
    }
  }
}
