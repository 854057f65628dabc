// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import static io.agentstorage.codegen.Tables.METRIC_SERIES;

import io.agentstorage.codegen.types.SeriesId;
import io.agentstorage.core.Database;
import io.agentstorage.core.retention.ClassPlan;
import io.agentstorage.core.retention.Purge;
import io.agentstorage.core.retention.PurgeRequest;
import io.agentstorage.core.retention.RetainedClass;
import io.agentstorage.core.retention.RetentionRule;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Series that have no samples. Samples are in the order of their periods, so that each period is asked for the series, the
 * newest first: one that still lives is found at once. Only so many that do not are looked for in one run, which the
 * following runs go on with. Immutable and thread-safe.
 */
public final class UnusedSeries implements RetainedClass {
  /** So many searches take some seconds, of a reader. */
  private static final long MOST_SEARCHES = 2_000_000;

  private static final int AT_ONCE = 1_000;

  private final Database database;
  private final String name;

  /**
   * The class.
   *
   * @param database the database
   * @param name its name
   */
  public UnusedSeries(Database database, String name) {
    this.database = database;
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public RetentionRule defaultRule() {
    return RetentionRule.keepAll();
  }

  @Override
  public boolean clearsUp() {
    return true;
  }

  @Override
  public Purge select(PurgeRequest request) {
    DoomedSamples samples =
        request.planned().stream()
            .filter(DoomedSamples.class::isInstance)
            .map(DoomedSamples.class::cast)
            .findFirst()
            .orElse(null);
    return database.read(
        tx -> {
          List<SeriesId> unused = unused(tx, samples);
          return new UnusedSeriesPurge(
              database,
              unused,
              new ClassPlan(
                  name,
                  unused.size(),
                  unused.size() * RowBytes.SERIES,
                  false,
                  null,
                  null,
                  null,
                  "they have no samples"));
        });
  }

  private List<SeriesId> unused(DSLContext tx, @Nullable DoomedSamples samples) {
    List<SeriesId> unused = new ArrayList<>();
    try (SampleSearch search = SampleSearch.of(tx, database.cluster(), samples)) {
      List<SeriesId> some = ids(tx, null);
      while (!some.isEmpty() && search.searches() < MOST_SEARCHES) {
        for (SeriesId id : some) {
          if (search.searches() < MOST_SEARCHES && !search.finds(id)) {
            unused.add(id);
          }
        }
        some = ids(tx, some.get(some.size() - 1));
      }
    }
    return unused;
  }

  private List<SeriesId> ids(DSLContext tx, @Nullable SeriesId after) {
    var all = METRIC_SERIES.CLUSTER_ID.eq(database.cluster());
    return tx.select(METRIC_SERIES.ID)
        .from(METRIC_SERIES)
        .where(after == null ? all : all.and(METRIC_SERIES.ID.gt(after)))
        .orderBy(METRIC_SERIES.ID)
        .limit(AT_ONCE)
        .fetch(METRIC_SERIES.ID);
  }
}
