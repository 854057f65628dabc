// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.METRIC_SERIES;

import io.agentstorage.codegen.types.SeriesId;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.model.ClusterId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record6;
import org.jooq.SelectJoinStep;

/** Reads series. Thread-safe. */
final class SeriesReads {
  /** About 2 MB of heap. */
  static final int AT_ONCE = 2_000;

  private final ClusterId cluster;

  SeriesReads(ClusterId cluster) {
    this.cluster = cluster;
  }

  /**
   * The next series that fulfil a condition.
   *
   * @param after the number that they are larger than
   * @return by number, no more than {@link #AT_ONCE}
   */
  List<NumberedSeries> next(DSLContext tx, Condition condition, SeriesId after) {
    List<NumberedSeries> found = new ArrayList<>();
    select(tx)
        .where(condition)
        .and(METRIC_SERIES.ID.gt(after))
        .orderBy(METRIC_SERIES.ID)
        .limit(AT_ONCE)
        .forEach(row -> found.add(series(row)));
    return found;
  }

  /** The series of some numbers, as far as they are there. */
  List<NumberedSeries> of(DSLContext tx, Collection<SeriesId> ids) {
    List<NumberedSeries> found = new ArrayList<>();
    for (List<SeriesId> some : Limits.portions(List.copyOf(ids))) {
      select(tx)
          .where(METRIC_SERIES.CLUSTER_ID.eq(cluster))
          .and(METRIC_SERIES.ID.in(some))
          .forEach(row -> found.add(series(row)));
    }
    return found;
  }

  private static SelectJoinStep<
          Record6<SeriesId, String, String, String, String, Map<String, String>>>
      select(DSLContext tx) {
    return tx.select(
            METRIC_SERIES.ID,
            METRIC_SERIES.NAME,
            METRIC_SERIES.NODE,
            METRIC_SERIES.CLUSTER_NAME,
            METRIC_SERIES.CLOUD_ACCOUNT_ID,
            METRIC_SERIES.labels().LABELS)
        .from(METRIC_SERIES);
  }

  private static NumberedSeries series(
      Record6<SeriesId, String, String, String, String, Map<String, String>> row) {
    return new NumberedSeries(
        row.value1(),
        new MetricSeries(row.value2(), row.value3(), row.value4(), row.value5(), row.value6()));
  }
}
