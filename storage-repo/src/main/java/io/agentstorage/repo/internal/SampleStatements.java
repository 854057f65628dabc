// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.METRIC_DATA;

import io.agentstorage.codegen.types.SeriesId;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.spi.bulk.RenderedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of {@code metric_data}, rendered once. Lists are as long as they can get, with the last element repeated,
 * so that there is one statement for all of them. For one database; thread-safe, as rendering twice does no harm.
 */
final class SampleStatements {
  /** Of a scan. */
  static final int ROWS_AT_ONCE = 5_000;

  private static final List<Field<?>> COLUMNS =
      List.of(
          METRIC_DATA.SERIES_ID,
          METRIC_DATA.SAMPLED_AT,
          METRIC_DATA.DELAY,
          METRIC_DATA.VALUE,
          METRIC_DATA.VALUE_TEXT);

  private final Object cluster;
  private volatile @Nullable String nextPeriod;
  private volatile @Nullable String lastPeriod;
  private final Map<SampleShape, String> reads = new ConcurrentHashMap<>();
  private final Map<SampleShape, String> counts = new ConcurrentHashMap<>();
  private volatile @Nullable String scan;

  SampleStatements(ClusterId cluster) {
    this.cluster = LoadedSample.encoded(cluster);
  }

  /** All periods that have samples from a time to another. */
  List<Long> periods(DSLContext tx, long from, long to) {
    List<Long> all = new ArrayList<>();
    OptionalLong period = nextPeriod(tx, from, to);
    while (period.isPresent()) {
      all.add(period.getAsLong());
      period = nextPeriod(tx, (period.getAsLong() + 1) * Periods.MILLIS, to);
    }
    return all;
  }

  /** The first period that has samples from a time to another. */
  OptionalLong nextPeriod(DSLContext tx, long from, long to) {
    String sql = nextPeriod;
    if (sql == null) {
      sql = tx.select(DSL.min(METRIC_DATA.PERIOD)).from(METRIC_DATA).where(isWithin()).getSQL();
      nextPeriod = sql;
    }
    return period(tx, sql, from, to);
  }

  /** The last period that has samples from a time to another. */
  OptionalLong lastPeriod(DSLContext tx, long from, long to) {
    String sql = lastPeriod;
    if (sql == null) {
      sql = tx.select(DSL.max(METRIC_DATA.PERIOD)).from(METRIC_DATA).where(isWithin()).getSQL();
      lastPeriod = sql;
    }
    return period(tx, sql, from, to);
  }

  /** How many samples there are within a time. */
  long count(DSLContext tx, long from, long to) {
    long[] count = {0};
    String sql = tx.selectCount().from(METRIC_DATA).where(isWithin()).getSQL();
    try (RenderedQuery query = new RenderedQuery(tx, sql)) {
      setTimes(query, from, to);
      query.run(row -> count[0] = row.getLong(1));
    }
    return count[0];
  }

  /** By periods for the key, by times for the bounds and for the partitions. */
  private static Condition isWithin() {
    return isCluster()
        .and(METRIC_DATA.PERIOD.ge(DSL.param("first", METRIC_DATA.PERIOD)))
        .and(METRIC_DATA.PERIOD.le(DSL.param("last", METRIC_DATA.PERIOD)))
        .and(METRIC_DATA.SAMPLED_AT.ge(time("from")))
        .and(METRIC_DATA.SAMPLED_AT.lt(time("to")));
  }

  private void setTimes(RenderedQuery query, long from, long to) {
    query.set(1, cluster);
    query.set(2, Periods.of(from));
    query.set(3, Periods.of(to - 1));
    query.set(4, from);
    query.set(5, to);
  }

  private OptionalLong period(DSLContext tx, String sql, long from, long to) {
    long[] found = {0};
    boolean[] any = {false};
    try (RenderedQuery query = new RenderedQuery(tx, sql)) {
      setTimes(query, from, to);
      query.run(
          row -> {
            found[0] = row.getLong(1);
            any[0] = !row.wasNull();
          });
    }
    return any[0] ? OptionalLong.of(found[0]) : OptionalLong.empty();
  }

  /** The samples of some series in some periods within a time, by series and time. */
  void read(
      DSLContext tx,
      SampleShape shape,
      List<Long> periods,
      List<NumberedSeries> series,
      long from,
      long to,
      Consumer<SampleRow> reader) {
    String sql =
        reads.computeIfAbsent(
            shape,
            of ->
                tx.select(COLUMNS)
                    .from(METRIC_DATA)
                    .where(isIn(of))
                    .orderBy(METRIC_DATA.SERIES_ID, METRIC_DATA.SAMPLED_AT)
                    .getSQL());
    run(tx, sql, shape, periods, series, from, to, row -> reader.accept(SampleRow.read(row)));
  }

  /**
   * The latest sample of each of some series, no more than a {@link SampleShape#PERIOD} has, by their numbers: looked for
   * in the last period, then, of those not found, in the one before.
   */
  Map<Long, SampleRow> latest(DSLContext tx, List<NumberedSeries> series, long from, long to) {
    Map<Long, SampleRow> latest = new HashMap<>();
    Map<Long, NumberedSeries> missing = new LinkedHashMap<>();
    series.forEach(one -> missing.put(one.id().value(), one));
    OptionalLong period = lastPeriod(tx, from, to);
    while (period.isPresent() && !missing.isEmpty()) {
      List<Long> one = List.of(period.getAsLong());
      List<NumberedSeries> sought = List.copyOf(missing.values());
      // They come by time, so that the last one of each stays.
      read(tx, SampleShape.PERIOD, one, sought, from, to, row -> latest.put(row.series(), row));
      missing.keySet().removeAll(latest.keySet());
      long begin = period.getAsLong() * Periods.MILLIS;
      period = begin > from ? lastPeriod(tx, from, begin) : OptionalLong.empty();
    }
    return latest;
  }

  /** How many samples some series have in some periods within a time. */
  long count(
      DSLContext tx,
      SampleShape shape,
      List<Long> periods,
      List<NumberedSeries> series,
      long from,
      long to) {
    String sql =
        counts.computeIfAbsent(
            shape, of -> tx.selectCount().from(METRIC_DATA).where(isIn(of)).getSQL());
    long[] count = {0};
    run(tx, sql, shape, periods, series, from, to, row -> count[0] = row.getLong(1));
    return count[0];
  }

  private void run(
      DSLContext tx,
      String sql,
      SampleShape shape,
      List<Long> periods,
      List<NumberedSeries> series,
      long from,
      long to,
      RenderedQuery.RowReader reader) {
    try (RenderedQuery query = new RenderedQuery(tx, sql)) {
      int place = 1;
      query.set(place++, cluster);
      for (int i = 0; i < shape.periods(); i++) {
        query.set(place++, periods.get(Math.min(i, periods.size() - 1)));
      }
      for (int i = 0; i < shape.series(); i++) {
        query.set(place++, series.get(Math.min(i, series.size() - 1)).id().value());
      }
      query.set(place++, from);
      query.set(place, to);
      query.run(reader);
    }
  }

  private static Condition isIn(SampleShape shape) {
    List<Field<Long>> periods = new ArrayList<>(shape.periods());
    for (int i = 0; i < shape.periods(); i++) {
      periods.add(DSL.param("period" + i, METRIC_DATA.PERIOD));
    }
    List<Field<SeriesId>> series = new ArrayList<>(shape.series());
    for (int i = 0; i < shape.series(); i++) {
      series.add(DSL.param("series" + i, METRIC_DATA.SERIES_ID));
    }
    return isCluster()
        .and(METRIC_DATA.PERIOD.in(periods))
        .and(METRIC_DATA.SERIES_ID.in(series))
        .and(METRIC_DATA.SAMPLED_AT.ge(time("from")))
        .and(METRIC_DATA.SAMPLED_AT.lt(time("to")));
  }

  /** The next samples from a time to another in the order of the table, behind one of them. */
  void scan(
      DSLContext tx, @Nullable SampleRow last, long from, long to, Consumer<SampleRow> reader) {
    String sql = scan;
    if (sql == null) {
      sql =
          tx.select(COLUMNS)
              .from(METRIC_DATA)
              .where(isCluster())
              .and(
                  DSL.row(METRIC_DATA.PERIOD, METRIC_DATA.SERIES_ID, METRIC_DATA.SAMPLED_AT)
                      .gt(
                          DSL.param("period", METRIC_DATA.PERIOD),
                          DSL.param("series", METRIC_DATA.SERIES_ID),
                          time("time")))
              .and(METRIC_DATA.SAMPLED_AT.ge(time("from")))
              .and(METRIC_DATA.SAMPLED_AT.lt(time("to")))
              .orderBy(METRIC_DATA.PERIOD, METRIC_DATA.SERIES_ID, METRIC_DATA.SAMPLED_AT)
              .limit(DSL.inline(ROWS_AT_ONCE))
              .getSQL();
      scan = sql;
    }
    try (RenderedQuery query = new RenderedQuery(tx, sql)) {
      query.set(1, cluster);
      query.set(2, Periods.of(last == null ? from : last.time()));
      query.set(3, last == null ? 0 : last.series());
      query.set(4, last == null ? from : last.time());
      query.set(5, from);
      query.set(6, to);
      query.run(row -> reader.accept(SampleRow.read(row)));
    }
  }

  private static Condition isCluster() {
    return METRIC_DATA.CLUSTER_ID.eq(DSL.param("cluster", METRIC_DATA.CLUSTER_ID));
  }

  private static Param<Instant> time(String name) {
    return DSL.param(name, METRIC_DATA.SAMPLED_AT);
  }
}
