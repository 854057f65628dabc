// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import io.agentstorage.core.metric.MetricSample;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The SHA-256 of samples in their order. Not thread-safe. */
final class RowsDigest {
  private final MessageDigest digest = Sha256.create();
  private final ByteBuffer numbers = ByteBuffer.allocate(20);
  private long rows;

  /** Adds a row. The series is that of the sample; it is digested once for all its samples. */
  void add(byte[] seriesDigest, MetricSample sample) {
    byte[] value = sample.value().text().getBytes(StandardCharsets.US_ASCII);
    numbers
        .clear()
        .putLong(sample.timestamp().toEpochMilli())
        .putLong(sample.created().toEpochMilli())
        .putInt(value.length)
        .flip();
    digest.update(seriesDigest);
    digest.update(numbers);
    digest.update(value);
    rows++;
  }

  long rows() {
    return rows;
  }

  /** To be asked once. */
  String end() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
