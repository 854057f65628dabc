// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import static io.agentstorage.codegen.Tables.METRIC_DATA;

import io.agentstorage.core.Database;
import io.agentstorage.core.retention.ClassPlan;
import io.agentstorage.core.retention.TimedWrite;
import io.agentstorage.core.spi.DayPartitions;
import io.agentstorage.core.spi.Dialect;
import io.agentstorage.repo.internal.Periods;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Deletes samples by ranges of their key, and before that, where a table has a partition for each day and this role may,
 * drops the days that are older as a whole. Used by one thread.
 */
final class SamplePurge implements DoomedSamples {

  private final Database database;
  private final Condition doomed;
  private final ClassPlan plan;
  private @Nullable Instant daysBefore;

  /**
   * @param daysBefore days that end before it may be dropped, also those that are empty; null if none may
   */
  SamplePurge(Database database, Condition doomed, ClassPlan plan, @Nullable Instant daysBefore) {
    this.database = database;
    this.doomed = doomed;
    this.plan = plan;
    this.daysBefore = daysBefore;
  }

  @Override
  public ClassPlan plan() {
    return plan;
  }

  @Override
  public Condition doomed() {
    return doomed;
  }

  @Override
  public Deleted delete(int mostRows) {
    Instant cutoff = daysBefore;
    DayPartitions partitions = Dialect.of(database.dsl().configuration()).dayPartitions();
    if (cutoff != null && partitions != null) {
      daysBefore = null;
      long day = Periods.day(cutoff.toEpochMilli());
      TimedWrite dropped =
          TimedWrite.of(
              database,
              tx -> partitions.dropBefore(tx, METRIC_DATA, day, database.cluster()).orElse(0));
      if (dropped.rows() > 0) {
        return dropped.deleted(RowBytes.SAMPLE, false);
      }
    }
    if (plan.rows() == 0) {
      return Deleted.nothing(true);
    }
    // The ends of the range are looked for without the lock.
    Range range = database.read(tx -> next(tx, mostRows));
    if (range == null) {
      return Deleted.nothing(true);
    }
    return TimedWrite.of(
            database,
            tx ->
                tx.deleteFrom(METRIC_DATA)
                    .where(METRIC_DATA.CLUSTER_ID.eq(database.cluster()))
                    .and(range.samples())
                    .execute())
        .deleted(RowBytes.SAMPLE, range.last());
  }

  private record Range(Condition samples, boolean last) {}

  private @Nullable Range next(DSLContext tx, int mostRows) {
    SamplePosition first = SamplePosition.at(tx, doomed, 0);
    if (first == null) {
      return null;
    }
    SamplePosition end = SamplePosition.at(tx, doomed, mostRows);
    return end == null
        ? new Range(doomed.and(METRIC_DATA.PERIOD.ge(first.period())), true)
        : new Range(doomed.and(end.rangeFrom(first)), false);
  }
}
