// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.codegen.types.SeriesId;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.model.ClusterId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Reads the samples of a time in the order of the table, a batch at a time, with their places. Used by one thread. */
public final class SampleScan {
  /** How many samples a batch has at the most. */
  public static final int ROWS_AT_ONCE = SampleStatements.ROWS_AT_ONCE;

  /** About 20 MB of heap. */
  private static final int KEPT = 20_000;

  private final SampleStatements statements;
  private final SeriesReads reads;
  private final Map<Long, MetricSeries> known = new HashMap<>();

  /**
   * A scan.
   *
   * @param cluster whose samples
   */
  public SampleScan(ClusterId cluster) {
    this.statements = new SampleStatements(cluster);
    this.reads = new SeriesReads(cluster);
  }

  /**
   * A sample and its place.
   *
   * @param series the number of its series
   * @param time its time in milliseconds
   * @param sample what it is
   */
  public record Found(long series, long time, MetricSample sample) {}

  /**
   * The next samples.
   *
   * @param tx a transaction; of series that were deleted since, as in another transaction, nothing may be known
   * @param last the series and the time, in milliseconds, of the one that they come behind; null for the first
   * @param from the first millisecond
   * @param to the one behind the last
   * @return the samples; fewer than {@link #ROWS_AT_ONCE} where there are no more
   */
  public List<Found> next(DSLContext tx, long @Nullable [] last, long from, long to) {
    SampleRow behind =
        last == null ? null : new SampleRow(last[0], last[1], 0, new StoredNumber(0.0, null));
    List<SampleRow> rows = new ArrayList<>(SampleStatements.ROWS_AT_ONCE);
    long start = last == null ? from : Math.max(from, Periods.of(last[1]) * Periods.MILLIS);
    statements.scan(tx, behind, start, to, rows::add);
    learn(tx, rows);
    List<Found> found = new ArrayList<>(rows.size());
    for (SampleRow row : rows) {
      MetricSeries series = known.get(row.series());
      if (series == null) {
        throw new CorruptException(
            "read metric_data: there is no series "
                + row.series()
                + ", of which there is a sample; restore the database from a backup");
      }
      found.add(new Found(row.series(), row.time(), row.sample(series)));
    }
    return found;
  }

  /** Forgets the series, whose numbers may be others' in the next transaction. */
  public void forget() {
    known.clear();
  }

  private void learn(DSLContext tx, List<SampleRow> rows) {
    if (known.size() > KEPT) {
      known.clear();
    }
    Set<SeriesId> missing = new HashSet<>();
    for (SampleRow row : rows) {
      if (!known.containsKey(row.series())) {
        missing.add(new SeriesId(row.series()));
      }
    }
    if (!missing.isEmpty()) {
      reads.of(tx, missing).forEach(one -> known.put(one.id().value(), one.series()));
    }
  }
}
