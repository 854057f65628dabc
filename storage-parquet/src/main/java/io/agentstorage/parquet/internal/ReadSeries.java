// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.spi.TagsJson;
import java.util.Map;
import java.util.TreeMap;

/** A series made of columns, with its digest. Immutable. */
final class ReadSeries {
  final MetricSeries series;
  final byte[] digest;
  private final int bytes;

  private ReadSeries(MetricSeries series, int bytes) {
    this.series = series;
    this.digest = SeriesDigest.of(series);
    this.bytes = bytes;
  }

  /**
   * Makes it. The labels have everything; name and node of their own are for those who ask by them, and count only where
   * the labels lack them.
   *
   * @throws IllegalArgumentException if the labels are none, or there is no name
   */
  static ReadSeries of(SeriesKey key) {
    String json = key.labels();
    Map<String, String> labels = new TreeMap<>(json == null ? Map.of() : labels(json));
    if (key.name() != null && !key.name().isEmpty()) {
      labels.putIfAbsent(MetricSeries.NAME_LABEL, key.name());
    }
    if (key.node() != null && !key.node().isEmpty()) {
      labels.putIfAbsent(MetricSeries.NODE_LABEL, key.node());
    }
    return new ReadSeries(
        MetricSeries.ofLabels(labels, key.cluster(), key.account()),
        json == null ? 0 : json.length());
  }

  int bytes() {
    return bytes;
  }

  private static Map<String, String> labels(String json) {
    try {
      return TagsJson.read(json);
    } catch (CorruptException e) {
      throw new IllegalArgumentException("its labels are not a JSON object of strings", e);
    }
  }
}
