// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.codegen.types.SeriesId;
import io.agentstorage.core.Database;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.store.MetricQuery;
import io.agentstorage.core.store.Page;
import io.agentstorage.core.store.PageToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Reads samples, as {@link io.agentstorage.core.store.MetricStore} says. Thread-safe. */
public final class MetricReads {
  private static final SeriesId BEFORE_ALL = new SeriesId(0);

  private final Database database;
  private final SeriesConditions conditions;
  private final SeriesReads series;
  private final SampleStatements statements;

  /**
   * Reads.
   *
   * @param database the open database
   */
  public MetricReads(Database database) {
    this.database = database;
    this.conditions = new SeriesConditions(database.cluster());
    this.series = new SeriesReads(database.cluster());
    this.statements = new SampleStatements(database.cluster());
  }

  /**
   * The series that a query is about.
   *
   * @param query which
   * @return by their numbers
   */
  public Stream<MetricSeries> series(MetricQuery query) {
    return series(query, BEFORE_ALL).stream().map(NumberedSeries::series);
  }

  private SeriesBatches series(MetricQuery query, SeriesId after) {
    return new SeriesBatches(database, series, conditions.of(query), after);
  }

  /**
   * Samples.
   *
   * @param query which
   * @return by series and time
   */
  public Stream<MetricSample> stream(MetricQuery query) {
    return samples(query, BEFORE_ALL).stream().map(PlacedSample::sample);
  }

  /**
   * Some samples.
   *
   * @param query which
   * @param rows how many at the most
   * @param after the token of the page before, or null
   * @return by series and time
   */
  public Page<MetricSample> page(MetricQuery query, int rows, @Nullable PageToken after) {
    if (rows < 1) {
      throw new IllegalArgumentException("a page has at least one row, this has " + rows);
    }
    SamplePlace place = after == null ? SamplePlace.BEGIN : SamplePlace.of(after);
    // One more than asked for tells whether there is a next page.
    List<PlacedSample> found =
        database.read(
            tx ->
                samples(query, new SeriesId(place.series() - 1)).stream()
                    .filter(one -> place.isBefore(one.place()))
                    .limit(rows + 1L)
                    .toList());
    List<MetricSample> samples = found.stream().limit(rows).map(PlacedSample::sample).toList();
    boolean isLast = found.size() <= rows;
    return new Page<>(samples, isLast ? null : found.get(rows - 1).place().token());
  }

  private SampleBatches samples(MetricQuery query, SeriesId after) {
    return new SampleBatches(
        database,
        statements,
        series(query, after),
        Periods.bound(query.from()),
        Periods.bound(query.to()));
  }

  /**
   * The latest sample of each series.
   *
   * @param query which
   * @return by series
   */
  public Stream<MetricSample> latest(MetricQuery query) {
    return new LatestBatches(
            database,
            statements,
            series(query, BEFORE_ALL),
            Periods.bound(query.from()),
            Periods.bound(query.to()))
        .stream();
  }

  /**
   * All samples of a time.
   *
   * @param from the first instant
   * @param to the instant after the last
   * @return as they lie
   */
  public Stream<MetricSample> scan(Instant from, Instant to) {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "samples from " + from + " to " + to + ": the second time is before the first");
    }
    return new ScanBatches(database, Periods.bound(from), Periods.bound(to)).stream();
  }

  /**
   * How many samples there are.
   *
   * @param query which
   * @return the number
   */
  public long count(MetricQuery query) {
    long from = Periods.bound(query.from());
    long to = Periods.bound(query.to());
    return database.read(
        tx ->
            SeriesConditions.areNone(query)
                ? statements.count(tx, from, to)
                : count(tx, query, from, to));
  }

  private long count(DSLContext tx, MetricQuery query, long from, long to) {
    List<Long> periods = statements.periods(tx, from, to);
    SeriesBatches matching = series(query, BEFORE_ALL);
    long count = 0;
    while (matching.hasNext()) {
      List<NumberedSeries> some = new ArrayList<>();
      while (some.size() < SampleShape.DAY.series() && matching.hasNext()) {
        some.add(matching.next());
      }
      for (List<Long> now : Limits.portions(periods, SampleShape.DAY.periods())) {
        count += statements.count(tx, SampleShape.DAY, now, some, from, to);
      }
    }
    return count;
  }
}
