// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import io.agentstorage.core.metric.MetricSeries;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of a series. Each text goes in behind its length, so that no two series have the same bytes. */
final class SeriesDigest {
  private SeriesDigest() {}

  static byte[] of(MetricSeries series) {
    MessageDigest digest = Sha256.create();
    add(digest, series.clusterName());
    add(digest, series.cloudAccountId());
    for (Map.Entry<String, String> label : series.allLabels().entrySet()) {
      add(digest, label.getKey());
      add(digest, label.getValue());
    }
    return digest.digest();
  }

  private static void add(MessageDigest digest, @Nullable String text) {
    byte[] bytes = Utf8.bytes(text == null ? "" : text);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
    digest.update(bytes);
  }
}
