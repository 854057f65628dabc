// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import static io.agentstorage.codegen.Tables.METRIC_SERIES;

import io.agentstorage.codegen.types.SeriesId;
import io.agentstorage.core.Database;
import io.agentstorage.core.retention.ClassPlan;
import io.agentstorage.core.retention.Purge;
import io.agentstorage.core.retention.TimedWrite;
import java.util.List;
import org.jooq.DSLContext;

/** Deletes series that have no samples, and looks again for each before. Used by one thread. */
final class UnusedSeriesPurge implements Purge {
  /** So many searches take some hundredths of a second. */
  private static final int MOST_SEARCHES = 10_000;

  private static final int MOST_AT_ONCE = 512;

  private final Database database;
  private final List<SeriesId> unused;
  private final ClassPlan plan;
  private int next;

  UnusedSeriesPurge(Database database, List<SeriesId> unused, ClassPlan plan) {
    this.database = database;
    this.unused = List.copyOf(unused);
    this.plan = plan;
  }

  @Override
  public ClassPlan plan() {
    return plan;
  }

  @Override
  public Deleted delete(int mostRows) {
    if (next == unused.size()) {
      return Deleted.nothing(true);
    }
    TimedWrite gone = TimedWrite.of(database, tx -> delete(tx, Math.min(mostRows, MOST_AT_ONCE)));
    return gone.deleted(RowBytes.SERIES, next == unused.size());
  }

  private int delete(DSLContext tx, int mostRows) {
    List<SeriesId> still;
    int end;
    try (SampleSearch search = SampleSearch.of(tx, database.cluster(), null)) {
      int atOnce = Math.max(1, Math.min(mostRows, MOST_SEARCHES / Math.max(1, search.periods())));
      end = Math.min(unused.size(), next + atOnce);
      still = unused.subList(next, end).stream().filter(id -> !search.finds(id)).toList();
    }
    int gone =
        still.isEmpty()
            ? 0
            : tx.deleteFrom(METRIC_SERIES)
                .where(METRIC_SERIES.CLUSTER_ID.eq(database.cluster()))
                .and(METRIC_SERIES.ID.in(still))
                .execute();
    next = end;
    return gone;
  }
}
