// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The samples of some series within a time, series by series. As long as the time has periods for one statement, a few
 * series are read at once; else one after the other, so that the order of a statement is the order of all.
 */
final class SampleBatches extends Batches<PlacedSample> {
  private final Database database;
  private final SampleStatements statements;
  private final SeriesBatches series;
  private final List<Long> periods;
  private final long from;
  private final long to;
  private final int seriesAtOnce;
  private List<NumberedSeries> some = List.of();
  private int nextPeriod;

  SampleBatches(
      Database database, SampleStatements statements, SeriesBatches series, long from, long to) {
    this.database = database;
    this.statements = statements;
    this.series = series;
    this.from = from;
    this.to = to;
    this.periods = database.read(tx -> statements.periods(tx, from, to));
    this.seriesAtOnce = periods.size() <= SampleShape.DAY.periods() ? SampleShape.DAY.series() : 1;
    this.nextPeriod = periods.size();
  }

  @Override
  @Nullable List<PlacedSample> read() {
    if (nextPeriod == periods.size()) {
      some = nextSeries();
      nextPeriod = 0;
    }
    if (some.isEmpty() || periods.isEmpty()) {
      return null;
    }
    int end = Math.min(periods.size(), nextPeriod + SampleShape.DAY.periods());
    List<Long> now = periods.subList(nextPeriod, end);
    nextPeriod = end;
    return read(now);
  }

  private List<NumberedSeries> nextSeries() {
    List<NumberedSeries> next = new ArrayList<>(seriesAtOnce);
    while (next.size() < seriesAtOnce && series.hasNext()) {
      next.add(series.next());
    }
    return next;
  }

  private List<PlacedSample> read(List<Long> now) {
    Map<Long, NumberedSeries> byNumber = new HashMap<>();
    some.forEach(one -> byNumber.put(one.id().value(), one));
    List<PlacedSample> found = new ArrayList<>();
    database.read(
        tx -> {
          statements.read(
              tx,
              SampleShape.DAY,
              now,
              some,
              from,
              to,
              row -> {
                NumberedSeries of = byNumber.get(row.series());
                if (of != null) {
                  found.add(row.placed(of.series()));
                }
              });
          return null;
        });
    return found;
  }
}
