// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.codegen.types.SeriesId;
import io.agentstorage.core.Database;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** All samples within a time, as they lie in the table. */
final class ScanBatches extends Batches<MetricSample> {
  /** About 20 MB of heap. */
  private static final int KEPT = 20_000;

  private final Database database;
  private final SampleStatements statements;
  private final SeriesReads reads;
  private final long to;
  private final Map<Long, MetricSeries> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, MetricSeries> eldest) {
          return size() > KEPT;
        }
      };
  private long from;
  private @Nullable SampleRow last;
  private boolean ended;

  ScanBatches(
      Database database, SampleStatements statements, SeriesReads reads, long from, long to) {
    this.database = database;
    this.statements = statements;
    this.reads = reads;
    this.from = from;
    this.to = to;
  }

  @Override
  @Nullable List<MetricSample> read() {
    return ended ? null : database.read(this::read);
  }

  private List<MetricSample> read(DSLContext tx) {
    List<SampleRow> rows = new ArrayList<>(SampleStatements.ROWS_AT_ONCE);
    statements.scan(tx, last, from, to, rows::add);
    ended = rows.size() < SampleStatements.ROWS_AT_ONCE;
    if (!rows.isEmpty()) {
      last = rows.getLast();
      from = Math.max(from, Periods.of(last.time()) * Periods.MILLIS);
    }
    Map<Long, MetricSeries> series = series(tx, rows);
    List<MetricSample> samples = new ArrayList<>(rows.size());
    for (SampleRow row : rows) {
      MetricSeries of = series.get(row.series());
      if (of == null) {
        throw new CorruptException(
            "read metric_data: there is no series "
                + row.series()
                + ", of which there is a sample; restore the database from a backup");
      }
      samples.add(row.sample(of));
    }
    return samples;
  }

  /** Those of these rows, which may be more than are kept. */
  private Map<Long, MetricSeries> series(DSLContext tx, List<SampleRow> rows) {
    Map<Long, MetricSeries> found = new LinkedHashMap<>();
    Set<SeriesId> missing = new HashSet<>();
    for (SampleRow row : rows) {
      MetricSeries of = known.get(row.series());
      if (of == null) {
        missing.add(new SeriesId(row.series()));
      } else {
        found.put(row.series(), of);
      }
    }
    if (!missing.isEmpty()) {
      reads.of(tx, missing).forEach(one -> found.put(one.id().value(), one.series()));
    }
    known.putAll(found);
    return found;
  }
}
