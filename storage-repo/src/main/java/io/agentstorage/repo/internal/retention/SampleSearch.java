// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import static io.agentstorage.codegen.Tables.METRIC_DATA;

import io.agentstorage.codegen.types.SeriesId;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.spi.bulk.RenderedQuery;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Looks for a sample of a series, period after period, the newest first. Used within one transaction. */
final class SampleSearch implements AutoCloseable {
  private final List<Long> periods;
  private final RenderedQuery query;
  private long searches;

  private SampleSearch(List<Long> periods, RenderedQuery query) {
    this.periods = periods;
    this.query = query;
  }

  /**
   * A search.
   *
   * @param tx a transaction
   * @param cluster whose samples
   * @param gone samples that do not count any more, or null
   */
  static SampleSearch of(DSLContext tx, ClusterId cluster, @Nullable DoomedSamples gone) {
    Condition stays =
        gone == null || gone.plan().rows() == 0 ? DSL.noCondition() : DSL.not(gone.doomed());
    List<Long> periods = new ArrayList<>();
    Condition all = METRIC_DATA.CLUSTER_ID.eq(cluster).and(stays);
    Long period = newest(tx, all);
    while (period != null) {
      periods.add(period);
      period = newest(tx, all.and(METRIC_DATA.PERIOD.lt(period)));
    }
    String sql =
        tx.select(METRIC_DATA.PERIOD)
            .from(METRIC_DATA)
            .where(METRIC_DATA.CLUSTER_ID.eq(DSL.inline(cluster, METRIC_DATA.CLUSTER_ID)))
            .and(METRIC_DATA.PERIOD.eq(DSL.param(METRIC_DATA.PERIOD)))
            .and(METRIC_DATA.SERIES_ID.eq(DSL.param(METRIC_DATA.SERIES_ID)))
            .limit(DSL.inline(1))
            .getSQL();
    return new SampleSearch(periods, new RenderedQuery(tx, sql));
  }

  private static @Nullable Long newest(DSLContext tx, Condition which) {
    return tx.select(METRIC_DATA.PERIOD)
        .from(METRIC_DATA)
        .where(which)
        .orderBy(METRIC_DATA.PERIOD.desc())
        .limit(1)
        .fetchOne(METRIC_DATA.PERIOD);
  }

  boolean finds(SeriesId series) {
    boolean[] found = {false};
    query.set(2, series.value());
    for (int at = 0; at < periods.size() && !found[0]; at++) {
      searches++;
      query.set(1, periods.get(at));
      query.run(row -> found[0] = true);
    }
    return found[0];
  }

  /** How many searches there were. */
  long searches() {
    return searches;
  }

  /** How many periods have samples. */
  int periods() {
    return periods.size();
  }

  @Override
  public void close() {
    query.close();
  }
}
