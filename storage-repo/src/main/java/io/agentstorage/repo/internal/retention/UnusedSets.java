// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import static io.agentstorage.codegen.Tables.ANNOTATION_SET;
import static io.agentstorage.codegen.Tables.LABEL_PAIR;
import static io.agentstorage.codegen.Tables.LABEL_SET;

import io.agentstorage.core.Database;
import io.agentstorage.core.retention.ClassPlan;
import io.agentstorage.core.retention.Purge;
import io.agentstorage.core.retention.PurgeRequest;
import io.agentstorage.core.retention.RetainedClass;
import io.agentstorage.core.retention.RetentionRule;
import java.math.BigDecimal;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Sets of labels and of annotations, and label pairs, that nothing refers to. Immutable and thread-safe. */
public final class UnusedSets implements RetainedClass {
  private final Database database;
  private final String name;

  /**
   * The class.
   *
   * @param database the database
   * @param name its name
   */
  public UnusedSets(Database database, String name) {
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
    SetUse use = new SetUse(database.cluster(), request.planned());
    return database.read(
        tx -> {
          Counted labels =
              count(
                  tx,
                  LABEL_SET,
                  use.unusedLabels(),
                  DSL.octetLength(LABEL_SET.LABELS.coerce(String.class)),
                  RowBytes.LABEL_SET);
          Counted pairs =
              count(tx, LABEL_PAIR, use.pairsOfUnusedLabels(), DSL.inline(0), RowBytes.LABEL_PAIR);
          Counted annotations =
              count(
                  tx,
                  ANNOTATION_SET,
                  use.unusedAnnotations(),
                  ANNOTATION_SET.BYTES.coerce(Integer.class),
                  RowBytes.ANNOTATION_SET);
          return new UnusedSetsPurge(
              database,
              new ClassPlan(
                  name,
                  labels.rows + pairs.rows + annotations.rows,
                  labels.bytes + pairs.bytes + annotations.bytes,
                  false,
                  null,
                  null,
                  null,
                  "nothing refers to them"));
        });
  }

  private record Counted(long rows, long bytes) {}

  private static Counted count(
      DSLContext tx, Table<?> table, Condition unused, Field<Integer> content, long rowBytes) {
    Record2<Integer, BigDecimal> counted =
        tx.select(DSL.count(), DSL.coalesce(DSL.sum(content), BigDecimal.ZERO))
            .from(table)
            .where(unused)
            .fetchSingle();
    long rows = counted.value1();
    return new Counted(rows, counted.value2().longValue() + rows * rowBytes);
  }
}
