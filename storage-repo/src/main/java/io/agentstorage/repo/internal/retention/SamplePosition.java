// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import static io.agentstorage.codegen.Tables.METRIC_DATA;

import io.agentstorage.codegen.types.SeriesId;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * A place in the samples of a cluster, in the order of their key. Immutable.
 *
 * @param period the period
 * @param series the series within the period
 * @param sampledAt the time within the series
 */
record SamplePosition(long period, SeriesId series, Instant sampledAt) {
  static final List<Field<?>> ORDER =
      List.of(METRIC_DATA.PERIOD, METRIC_DATA.SERIES_ID, METRIC_DATA.SAMPLED_AT);

  static SamplePosition of(Record row) {
    return new SamplePosition(
        row.get(METRIC_DATA.PERIOD),
        row.get(METRIC_DATA.SERIES_ID),
        row.get(METRIC_DATA.SAMPLED_AT));
  }

  /** The place so many samples behind the first, or null if there are fewer. */
  static @Nullable SamplePosition at(DSLContext tx, Condition samples, long offset) {
    Record row =
        tx.select(ORDER)
            .from(METRIC_DATA)
            .where(samples)
            .orderBy(ORDER)
            .limit(1)
            .offset(offset)
            .fetchOne();
    return row == null ? null : of(row);
  }

  /**
   * The samples from a first one on that come before this: a range of one column, with the ones before it given, as an
   * index can be searched. Where that is more than the whole way to here, it ends earlier, and never with nothing.
   *
   * @param first the first sample, before this
   */
  Condition rangeFrom(SamplePosition first) {
    if (period > first.period) {
      return METRIC_DATA.PERIOD.ge(first.period).and(METRIC_DATA.PERIOD.lt(period));
    }
    Condition inPeriod = METRIC_DATA.PERIOD.eq(period);
    if (!series.equals(first.series)) {
      return inPeriod
          .and(METRIC_DATA.SERIES_ID.ge(first.series))
          .and(METRIC_DATA.SERIES_ID.lt(series));
    }
    return inPeriod
        .and(METRIC_DATA.SERIES_ID.eq(series))
        .and(METRIC_DATA.SAMPLED_AT.ge(first.sampledAt))
        .and(METRIC_DATA.SAMPLED_AT.lt(sampledAt));
  }

  /** All samples before this. */
  Condition allBefore() {
    return METRIC_DATA
        .PERIOD
        .lt(period)
        .or(METRIC_DATA.PERIOD.eq(period).and(METRIC_DATA.SERIES_ID.lt(series)))
        .or(
            METRIC_DATA
                .PERIOD
                .eq(period)
                .and(METRIC_DATA.SERIES_ID.eq(series))
                .and(METRIC_DATA.SAMPLED_AT.lt(sampledAt)))
        .and(METRIC_DATA.PERIOD.le(period));
  }
}
