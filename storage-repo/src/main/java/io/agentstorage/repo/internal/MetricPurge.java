// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.METRIC_DATA;
import static io.agentstorage.codegen.Tables.METRIC_SERIES;

import io.agentstorage.codegen.types.SeriesId;
import io.agentstorage.core.Database;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.spi.DayPartitions;
import io.agentstorage.core.spi.Dialect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Deletes samples, a chunk with each transaction. Thread-safe. */
public final class MetricPurge {
  /** They take some 50 ms. */
  private static final int SAMPLES_AT_ONCE = 20_000;

  /** Each is looked for in all periods. */
  private static final int SERIES_AT_ONCE = 64;

  private final Database database;
  private final ClusterId cluster;
  private final SampleStatements statements;
  private final SeriesReads series;

  /**
   * A purge.
   *
   * @param database the open database
   */
  public MetricPurge(Database database) {
    this.database = database;
    this.cluster = database.cluster();
    this.statements = new SampleStatements(cluster);
    this.series = new SeriesReads(cluster);
  }

  /**
   * Deletes all samples before a time, and the series that have none left.
   *
   * @param time the first instant that is kept
   * @return how many samples are gone
   */
  public long before(Instant time) {
    long to = Periods.bound(time);
    long gone = database.write(tx -> dropDays(tx, to));
    long some;
    do {
      some = database.write(tx -> chunk(tx, to));
      gone += some;
    } while (some > 0);
    deleteEmptySeries();
    return gone;
  }

  private long dropDays(DSLContext tx, long to) {
    DayPartitions partitions = Dialect.of(tx.configuration()).dayPartitions();
    return partitions == null
        ? 0
        : partitions.dropBefore(tx, METRIC_DATA, Periods.day(to), cluster).orElse(0);
  }

  /**
   * Deletes the next samples before a time, in the order of the table.
   *
   * @param tx a write transaction
   * @param to milliseconds; from there on they stay
   * @return how many are gone, 0 if there are none
   */
  long chunk(DSLContext tx, long to) {
    Condition old =
        METRIC_DATA
            .CLUSTER_ID
            .eq(cluster)
            .and(METRIC_DATA.PERIOD.le(Periods.of(to - 1)))
            .and(METRIC_DATA.SAMPLED_AT.lt(Instant.ofEpochMilli(to)));
    var end =
        tx.select(METRIC_DATA.PERIOD, METRIC_DATA.SERIES_ID, METRIC_DATA.SAMPLED_AT)
            .from(METRIC_DATA)
            .where(old)
            .orderBy(METRIC_DATA.PERIOD, METRIC_DATA.SERIES_ID, METRIC_DATA.SAMPLED_AT)
            .limit(1)
            .offset(SAMPLES_AT_ONCE)
            .fetchOne();
    Condition chunk =
        end == null
            ? DSL.noCondition()
            : DSL.row(METRIC_DATA.PERIOD, METRIC_DATA.SERIES_ID, METRIC_DATA.SAMPLED_AT)
                .lt(end.value1(), end.value2(), end.value3())
                .and(METRIC_DATA.PERIOD.le(end.value1()));
    return tx.deleteFrom(METRIC_DATA).where(old).and(chunk).execute();
  }

  private void deleteEmptySeries() {
    SeriesBatches all =
        new SeriesBatches(database, series, METRIC_SERIES.CLUSTER_ID.eq(cluster), new SeriesId(0));
    while (all.hasNext()) {
      List<NumberedSeries> some = new ArrayList<>();
      while (some.size() < SampleShape.PERIOD.series() && all.hasNext()) {
        some.add(all.next());
      }
      List<NumberedSeries> empty = database.read(tx -> empty(tx, some));
      for (List<NumberedSeries> few : Limits.portions(empty, SERIES_AT_ONCE)) {
        // Looked at again, for a sample may have been stored in between.
        database.write(tx -> delete(tx, empty(tx, few)));
      }
    }
  }

  private List<NumberedSeries> empty(DSLContext tx, List<NumberedSeries> some) {
    Set<Long> full =
        statements
            .latest(tx, some, Periods.bound(Instant.MIN), Periods.bound(Instant.MAX))
            .keySet();
    return some.stream().filter(one -> !full.contains(one.id().value())).toList();
  }

  private int delete(DSLContext tx, List<NumberedSeries> empty) {
    return tx.deleteFrom(METRIC_SERIES)
        .where(METRIC_SERIES.CLUSTER_ID.eq(cluster))
        .and(METRIC_SERIES.ID.in(empty.stream().map(NumberedSeries::id).toList()))
        .execute();
  }
}
