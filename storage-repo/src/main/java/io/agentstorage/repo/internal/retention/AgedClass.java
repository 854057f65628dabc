// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import io.agentstorage.core.Database;
import io.agentstorage.core.retention.ClassPlan;
import io.agentstorage.core.retention.Purge;
import io.agentstorage.core.retention.PurgeRequest;
import io.agentstorage.core.retention.RetainedClass;
import io.agentstorage.core.retention.RetentionRule;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record3;
import org.jooq.impl.DSL;

/** Rows that go by a time they have. Immutable and thread-safe. */
public final class AgedClass implements RetainedClass {
  private final Database database;
  private final String name;
  private final RetentionRule defaultRule;
  private final AgedRows rows;

  private AgedClass(Database database, String name, RetentionRule defaultRule, AgedRows rows) {
    this.database = database;
    this.name = name;
    this.defaultRule = defaultRule;
    this.rows = rows;
  }

  /**
   * Resources that were sent.
   *
   * @param database the database
   * @param name the name of the class
   * @param rule its default
   * @return the class
   */
  public static RetainedClass resources(Database database, String name, RetentionRule rule) {
    return new AgedClass(database, name, rule, AgedRows.RESOURCES);
  }

  /**
   * Ends of resources that were sent.
   *
   * @param database the database
   * @param name the name of the class
   * @param rule its default
   * @return the class
   */
  public static RetainedClass tombstones(Database database, String name, RetentionRule rule) {
    return new AgedClass(database, name, rule, AgedRows.TOMBSTONES);
  }

  /**
   * What resources were before.
   *
   * @param database the database
   * @param name the name of the class
   * @param rule its default
   * @return the class
   */
  public static RetainedClass history(Database database, String name, RetentionRule rule) {
    return new AgedClass(database, name, rule, AgedRows.HISTORY);
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
    Condition mayGo = rows.cluster().eq(database.cluster()).and(rows.mayGo());
    Instant cutoff = request.rule().cutoff(request.now());
    Condition old = cutoff == null ? mayGo : mayGo.and(rows.before().apply(cutoff));
    Amount amount =
        Amount.of(
            request,
            rows.rowBytes(),
            () -> tx.fetchCount(rows.table(), old),
            () -> tx.fetchCount(rows.table(), mayGo));
    if (amount.rows() <= 0) {
      return new AgedPurge(
          database, rows, DSL.noCondition(), ClassPlan.nothing(name, amount.why()));
    }
    Condition doomed = amount.byAge() ? old : first(tx, mayGo, amount.rows());
    Record3<Integer, Instant, Instant> counted =
        tx.select(DSL.count(), DSL.min(rows.time()), DSL.max(rows.time()))
            .from(rows.table())
            .where(doomed)
            .fetchSingle();
    long count = counted.value1();
    return new AgedPurge(
        database,
        rows,
        doomed,
        new ClassPlan(
            name,
            count,
            count * rows.rowBytes(),
            false,
            counted.value2(),
            counted.value3(),
            amount.cutoff(),
            amount.why()));
  }

  /** The condition that holds for so many, the oldest. */
  private Condition first(DSLContext tx, Condition mayGo, long count) {
    List<Field<?>> order = rows.order();
    Record next =
        tx.select(order)
            .from(rows.table())
            .where(mayGo)
            .orderBy(order)
            .limit(1)
            .offset(count)
            .fetchOne();
    return next == null
        ? mayGo
        : mayGo.and(rows.time().le(next.get(rows.time()))).and(DSL.row(order).lt(next.intoArray()));
  }
}
