// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.METRIC_DATA;

import io.agentstorage.codegen.types.SeriesId;
import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.model.ClusterId;
import java.util.Comparator;
import java.util.List;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** A sample that is to be stored, with its row. What can be worked out before the transaction is. */
final class LoadedSample {
  static final List<Field<?>> COLUMNS =
      List.of(
          METRIC_DATA.CLUSTER_ID,
          METRIC_DATA.PERIOD,
          METRIC_DATA.SERIES_ID,
          METRIC_DATA.SAMPLED_AT,
          METRIC_DATA.DELAY,
          METRIC_DATA.VALUE,
          METRIC_DATA.VALUE_TEXT);

  static final List<Field<?>> KEY =
      List.of(
          METRIC_DATA.CLUSTER_ID,
          METRIC_DATA.PERIOD,
          METRIC_DATA.SERIES_ID,
          METRIC_DATA.SAMPLED_AT);

  /** That of the primary key. */
  static final Comparator<LoadedSample> BY_KEY =
      Comparator.comparingLong(LoadedSample::period)
          .thenComparingLong(LoadedSample::series)
          .thenComparingLong(LoadedSample::time);

  private final SeriesContent content;
  private final long period;
  private final long time;
  private final long delay;
  private final StoredNumber value;
  private long series;

  private LoadedSample(SeriesContent content, long time, long delay, StoredNumber value) {
    this.content = content;
    this.period = Periods.of(time);
    this.time = time;
    this.delay = delay;
    this.value = value;
  }

  /**
   * Works out what is stored.
   *
   * @throws ConstraintViolationException if its times are too far away
   */
  static LoadedSample of(MetricSample sample, SeriesContent content) {
    long time = sample.timestamp().toEpochMilli();
    long created = sample.created().toEpochMilli();
    if (!Periods.isStorable(time) || !Periods.isStorable(created)) {
      throw new ConstraintViolationException(
          "store a sample of "
              + sample.series().name()
              + ": its times, "
              + sample.timestamp()
              + " and "
              + sample.created()
              + ", must be within 100 million years of 1970; look where they come from",
          FailedStatement.NONE,
          null);
    }
    return new LoadedSample(content, time, created - time, StoredNumber.of(sample.value()));
  }

  SeriesContent content() {
    return content;
  }

  void learn(SeriesId id) {
    series = id.value();
  }

  long period() {
    return period;
  }

  long series() {
    return series;
  }

  long time() {
    return time;
  }

  /** What the driver takes, one for each of {@link #COLUMNS}, whose converters would give the same. */
  @Nullable Object[] row(Object cluster) {
    return new @Nullable Object[] {
      cluster, period, series, time, delay, value.number(), value.text()
    };
  }

  /** The cluster as the driver takes it. */
  static Object encoded(ClusterId cluster) {
    return METRIC_DATA.CLUSTER_ID.getConverter().to(cluster);
  }

  long bytes() {
    String text = value.text();
    return 64L + (text == null ? 0 : text.length());
  }

  @Override
  public String toString() {
    return "sample of " + content.series().name() + " at " + time + " ms";
  }
}
