// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.spi.TagsJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** SHA-256 of samples in their order, ids left out: two sequences have one digest only if they are the same. Not thread-safe. */
final class SampleDigest {
  private final MessageDigest sha256 = sha256();
  private final ByteBuffer times = ByteBuffer.allocate(Long.BYTES * 2 + Integer.BYTES);
  private @Nullable MetricSeries series;
  private byte[] seriesDigest = {};
  private long rows;

  void add(MetricSample sample) {
    if (!sample.series().equals(series)) {
      series = sample.series();
      seriesDigest = of(sample.series());
    }
    byte[] value = sample.value().text().getBytes(StandardCharsets.UTF_8);
    times.clear();
    times.putLong(sample.timestamp().toEpochMilli());
    times.putLong(sample.created().toEpochMilli());
    times.putInt(value.length);
    sha256.update(seriesDigest);
    sha256.update(times.array());
    sha256.update(value);
    rows++;
  }

  long rows() {
    return rows;
  }

  /** The digest of what was added; it then begins again. */
  String hex() {
    rows = 0;
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static byte[] of(MetricSeries series) {
    MessageDigest one = sha256();
    add(one, series.name());
    add(one, series.node());
    add(one, series.clusterName());
    add(one, series.cloudAccountId());
    add(one, TagsJson.write(series.labels()));
    return one.digest();
  }

  private static void add(MessageDigest digest, @Nullable String text) {
    byte[] bytes = (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
