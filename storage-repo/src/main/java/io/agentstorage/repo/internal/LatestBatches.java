// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.Database;
import io.agentstorage.core.metric.MetricSample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The latest sample of each of some series: looked for in the last period, then, of those not found, in the one before. */
final class LatestBatches extends Batches<MetricSample> {
  private final Database database;
  private final SampleStatements statements;
  private final SeriesBatches series;
  private final long from;
  private final long to;

  LatestBatches(
      Database database, SampleStatements statements, SeriesBatches series, long from, long to) {
    this.database = database;
    this.statements = statements;
    this.series = series;
    this.from = from;
    this.to = to;
  }

  @Override
  @Nullable List<MetricSample> read() {
    Map<Long, NumberedSeries> some = new LinkedHashMap<>();
    while (some.size() < SampleShape.PERIOD.series() && series.hasNext()) {
      NumberedSeries one = series.next();
      some.put(one.id().value(), one);
    }
    if (some.isEmpty()) {
      return null;
    }
    Map<Long, SampleRow> latest =
        database.read(tx -> statements.latest(tx, List.copyOf(some.values()), from, to));
    List<MetricSample> samples = new ArrayList<>(latest.size());
    some.forEach(
        (number, one) -> {
          SampleRow row = latest.get(number);
          if (row != null) {
            samples.add(row.sample(one.series()));
          }
        });
    return samples;
  }
}
