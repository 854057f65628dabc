// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import static io.agentstorage.codegen.Tables.METRIC_DATA;

import io.agentstorage.core.Database;
import io.agentstorage.core.retention.ClassPlan;
import io.agentstorage.core.retention.Purge;
import io.agentstorage.core.retention.PurgeRequest;
import io.agentstorage.core.retention.RetainedClass;
import io.agentstorage.core.retention.RetentionRule;
import io.agentstorage.core.retention.SampleArchive;
import io.agentstorage.repo.internal.Periods;
import java.time.Clock;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Metric samples that are archived before they go, in whole periods of five minutes. Immutable and thread-safe. */
public final class ArchivedSamples implements RetainedClass {

  private final Database database;
  private final String name;
  private final RetentionRule defaultRule;
  private final SampleArchive archive;
  private final RetentionState state;

  /**
   * The class.
   *
   * @param database the database
   * @param name its name
   * @param rule its default
   * @param archive where they go
   * @param clock says when they went
   */
  public ArchivedSamples(
      Database database, String name, RetentionRule rule, SampleArchive archive, Clock clock) {
    this.database = database;
    this.name = name;
    this.defaultRule = rule;
    this.archive = archive;
    this.state = new RetentionState(database.cluster(), clock);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public RetentionRule defaultRule() {
    return defaultRule;
  }

  @Override
  public Purge select(PurgeRequest request) {
    return database.read(tx -> select(tx, request));
  }

  private Purge select(DSLContext tx, PurgeRequest request) {
    Condition all = METRIC_DATA.CLUSTER_ID.eq(database.cluster());
    Instant cutoff = request.rule().cutoff(request.now());
    long oldEnd = cutoff == null ? Long.MIN_VALUE : startOf(Periods.of(cutoff.toEpochMilli()));
    Condition old = all.and(before(oldEnd));
    Amount amount = Amount.of(request, RowBytes.SAMPLE, () -> count(tx, old), () -> count(tx, all));
    long end = amount.byAge() ? oldEnd : end(tx, all, amount.rows());
    Condition doomed = all.and(before(end));
    Record3<Long, Instant, Instant> counted =
        tx.select(
                DSL.count().coerce(Long.class),
                DSL.min(METRIC_DATA.SAMPLED_AT),
                DSL.max(METRIC_DATA.SAMPLED_AT))
            .from(METRIC_DATA)
            .where(doomed)
            .fetchSingle();
    ClassPlan plan =
        new ClassPlan(
            name,
            counted.value1(),
            counted.value1() * RowBytes.SAMPLE,
            false,
            counted.value2(),
            counted.value3(),
            oldEnd == Long.MIN_VALUE ? null : Instant.ofEpochMilli(oldEnd),
            amount.why() + "; archived before");
    return new ArchivePurge(database, archive, state, doomed, end, plan);
  }

  /** Whole periods, so that at least so many go. */
  private static long end(DSLContext tx, Condition all, long rows) {
    if (rows <= 0) {
      return Long.MIN_VALUE;
    }
    SamplePosition last = SamplePosition.at(tx, all, rows - 1);
    return last == null ? Long.MIN_VALUE : startOf(last.period() + 1);
  }

  private static long startOf(long period) {
    return period * Periods.MILLIS;
  }

  private static Condition before(long end) {
    return end == Long.MIN_VALUE
        ? DSL.falseCondition()
        : METRIC_DATA
            .PERIOD
            .lt(Periods.of(end))
            .and(METRIC_DATA.SAMPLED_AT.lt(Instant.ofEpochMilli(end)));
  }

  private static long count(DSLContext tx, @Nullable Condition which) {
    return tx.select(DSL.count().coerce(Long.class))
        .from(METRIC_DATA)
        .where(which)
        .fetchSingle()
        .value1();
  }
}
