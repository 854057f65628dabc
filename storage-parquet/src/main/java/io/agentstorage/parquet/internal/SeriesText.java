// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.spi.TagsJson;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** A series as the columns have it. Immutable. */
final class SeriesText {
  final Binary cluster;
  final Binary account;
  final Binary name;
  final Binary node;
  final Binary labels;
  final byte[] digest;

  private SeriesText(MetricSeries series) {
    cluster = binary(series.clusterName());
    account = binary(series.cloudAccountId());
    name = binary(series.name());
    node = binary(series.node());
    labels = binary(TagsJson.write(series.allLabels()));
    digest = SeriesDigest.of(series);
  }

  /**
   * Makes the texts.
   *
   * @throws IllegalArgumentException if one has no bytes in UTF-8
   */
  static SeriesText of(MetricSeries series) {
    return new SeriesText(series);
  }

  int bytes() {
    return cluster.length() + account.length() + name.length() + node.length() + labels.length();
  }

  private static Binary binary(@Nullable String text) {
    return Binary.fromConstantByteArray(Utf8.bytes(text == null ? "" : text));
  }
}
