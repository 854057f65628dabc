// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Takes the columns of one row after the other from Parquet's reader, and makes samples of them. Not thread-safe. */
final class RowFields extends RecordMaterializer<RowFields> {
  private final RecentSeries<SeriesKey, ReadSeries> known =
      new RecentSeries<>(ReadSeries::of, ReadSeries::bytes);
  private final TextField cluster = new TextField();
  private final TextField account = new TextField();
  private final TextField name = new TextField();
  private final TextField node = new TextField();
  private final TextField labels = new TextField();
  private final TextField value = new TextField();
  private final TimeField created;
  private final TimeField timestamp;
  private final List<Converter> fields = new ArrayList<>();
  private final GroupConverter root = new Root();
  private SeriesKey lastKey = new SeriesKey(null, null, null, null, null);
  private @Nullable ReadSeries last;

  /** For rows of these columns, all of them known. */
  RowFields(MessageType columns) {
    created = timeField(columns, MetricColumns.CREATED);
    timestamp = timeField(columns, MetricColumns.TIMESTAMP);
    for (Type column : columns.getFields()) {
      fields.add(field(column.getName()));
    }
  }

  private static TimeField timeField(MessageType columns, String name) {
    return new TimeField(TimeUnits.perMilli(columns.getType(name).asPrimitiveType()));
  }

  private Converter field(String column) {
    return switch (column) {
      case MetricColumns.CLUSTER -> cluster;
      case MetricColumns.ACCOUNT -> account;
      case MetricColumns.NAME -> name;
      case MetricColumns.NODE -> node;
      case MetricColumns.LABELS -> labels;
      case MetricColumns.VALUE -> value;
      case MetricColumns.CREATED -> created;
      case MetricColumns.TIMESTAMP -> timestamp;
      default -> throw new IllegalArgumentException("nothing is made of column " + column);
    };
  }

  /**
   * The series of the row that was read last.
   *
   * @throws IllegalArgumentException if there is none in it
   */
  ReadSeries series() {
    SeriesKey key =
        new SeriesKey(cluster.text(), account.text(), name.text(), node.text(), labels.text());
    ReadSeries series = last;
    if (series == null || !key.equals(lastKey)) {
      series = known.get(key);
      last = series;
      lastKey = key;
    }
    return series;
  }

  /**
   * The row that was read last.
   *
   * @throws IllegalArgumentException if it is no sample
   */
  MetricSample sample(ReadSeries series) {
    String text = value.text();
    if (text == null) {
      throw new IllegalArgumentException("it has no value");
    }
    return new MetricSample(
        series.series,
        time(timestamp, MetricColumns.TIMESTAMP),
        time(created, MetricColumns.CREATED),
        new MetricValue(text),
        null);
  }

  private static Instant time(TimeField field, String column) {
    if (!field.isSet()) {
      throw new IllegalArgumentException("it has no " + column);
    }
    return Instant.ofEpochMilli(field.millis());
  }

  @Override
  public RowFields getCurrentRecord() {
    return this;
  }

  @Override
  public GroupConverter getRootConverter() {
    return root;
  }

  private final class Root extends GroupConverter {
    @Override
    public Converter getConverter(int index) {
      return fields.get(index);
    }

    @Override
    public void start() {
      for (Converter field : fields) {
        if (field instanceof TextField text) {
          text.clear();
        } else if (field instanceof TimeField time) {
          time.clear();
        }
      }
    }

    @Override
    public void end() {}
  }
}
