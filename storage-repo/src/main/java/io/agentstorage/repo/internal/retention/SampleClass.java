// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import static io.agentstorage.codegen.Tables.METRIC_DATA;

import io.agentstorage.core.Database;
import io.agentstorage.core.retention.ClassPlan;
import io.agentstorage.core.retention.Purge;
import io.agentstorage.core.retention.PurgeRequest;
import io.agentstorage.core.retention.RetainedClass;
import io.agentstorage.core.retention.RetentionRule;
import io.agentstorage.repo.internal.Periods;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Metric samples, which go period by period. Immutable and thread-safe. */
public final class SampleClass implements RetainedClass {
  private final Database database;
  private final String name;
  private final RetentionRule defaultRule;

  /**
   * The class.
   *
   * @param database the database
   * @param name its name
   * @param rule its default
   */
  public SampleClass(Database database, String name, RetentionRule rule) {
    this.database = database;
    this.name = name;
    this.defaultRule = rule;
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
    Selected selected = database.read(tx -> select(tx, request));
    return new SamplePurge(database, selected.doomed(), selected.plan(), selected.daysBefore());
  }

  private record Selected(Condition doomed, ClassPlan plan, @Nullable Instant daysBefore) {}

  private Selected select(DSLContext tx, PurgeRequest request) {
    Condition all = METRIC_DATA.CLUSTER_ID.eq(database.cluster());
    Instant cutoff = request.rule().cutoff(request.now());
    Condition old = cutoff == null ? all : all.and(before(cutoff));
    Amount amount = Amount.of(request, RowBytes.SAMPLE, () -> count(tx, old), () -> count(tx, all));
    if (amount.rows() <= 0) {
      return new Selected(DSL.falseCondition(), ClassPlan.nothing(name, amount.why()), cutoff);
    }
    Condition doomed = amount.byAge() ? old : first(tx, all, amount.rows());
    Record3<Long, Instant, Instant> counted =
        tx.select(
                DSL.count().coerce(Long.class),
                DSL.min(METRIC_DATA.SAMPLED_AT),
                DSL.max(METRIC_DATA.SAMPLED_AT))
            .from(METRIC_DATA)
            .where(doomed)
            .fetchSingle();
    return new Selected(
        doomed,
        new ClassPlan(
            name,
            counted.value1(),
            counted.value1() * RowBytes.SAMPLE,
            false,
            counted.value2(),
            counted.value3(),
            amount.cutoff(),
            amount.why()),
        cutoff);
  }

  private static Condition before(Instant cutoff) {
    return METRIC_DATA
        .PERIOD
        .le(Periods.of(cutoff.toEpochMilli()))
        .and(METRIC_DATA.SAMPLED_AT.lt(cutoff));
  }

  private static Condition first(DSLContext tx, Condition all, long rows) {
    SamplePosition next = SamplePosition.at(tx, all, rows);
    return next == null ? all : all.and(next.allBefore());
  }

  private static long count(DSLContext tx, Condition which) {
    return tx.select(DSL.count().coerce(Long.class))
        .from(METRIC_DATA)
        .where(which)
        .fetchSingle()
        .value1();
  }
}
