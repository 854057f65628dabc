// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Hands rows to Parquet's writer, column by column, and digests them. Not thread-safe. */
final class RowWriteSupport extends WriteSupport<Row> {
  private static final MessageType SCHEMA = MetricColumns.SCHEMA;

  private final RowsDigest digest = new RowsDigest();
  private HourText hour = HourText.of(0);
  private @Nullable RecordConsumer consumer;
  private @Nullable String digestText;

  @Override
  @SuppressWarnings("deprecation") // the library still asks for it
  public WriteContext init(Configuration configuration) {
    throw new UnsupportedOperationException("no Hadoop configuration is used");
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return new WriteContext(SCHEMA, Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    consumer = recordConsumer;
  }

  @Override
  public void write(Row row) {
    RecordConsumer to = consumer;
    if (to == null) {
      throw new IllegalStateException("prepareForWrite comes first");
    }
    SeriesText series = row.series();
    long timestamp = row.sample().timestamp().toEpochMilli();
    long number = HourText.numberOf(timestamp);
    if (number != hour.number) {
      hour = HourText.of(number);
    }
    byte[] value = row.sample().value().text().getBytes(StandardCharsets.US_ASCII);
    to.startMessage();
    add(to, 0, series.cluster);
    add(to, 1, series.account);
    add(to, 2, hour.year);
    add(to, 3, hour.month);
    add(to, 4, hour.day);
    add(to, 5, hour.hour);
    add(to, 6, series.name);
    add(to, 7, series.node);
    add(to, 8, row.sample().created().toEpochMilli());
    add(to, 9, timestamp);
    add(to, 10, series.labels);
    add(to, 11, Binary.fromConstantByteArray(value));
    to.endMessage();
    digest.add(series.digest, row.sample());
  }

  private static void add(RecordConsumer to, int column, Binary text) {
    String name = SCHEMA.getFieldName(column);
    to.startField(name, column);
    to.addBinary(text);
    to.endField(name, column);
  }

  private static void add(RecordConsumer to, int column, long number) {
    String name = SCHEMA.getFieldName(column);
    to.startField(name, column);
    to.addLong(number);
    to.endField(name, column);
  }

  long rows() {
    return digest.rows();
  }

  /** The digest of all rows, known once the writer is closed. */
  String digest() {
    if (digestText == null) {
      digestText = digest.end();
    }
    return digestText;
  }

  @Override
  public FinalizedWriteContext finalizeWrite() {
    return new FinalizedWriteContext(
        Map.of(
            Seal.ROWS_KEY,
            Long.toString(rows()),
            Seal.DIGEST_KEY,
            digest(),
            Seal.CHECKSUM_KEY,
            Seal.PLACEHOLDER));
  }
}
