// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import static io.agentstorage.codegen.Tables.ANNOTATION_SET;
import static io.agentstorage.codegen.Tables.LABEL_ENTRY;
import static io.agentstorage.codegen.Tables.LABEL_PAIR;
import static io.agentstorage.codegen.Tables.LABEL_SET;

import io.agentstorage.codegen.types.LabelSetId;
import io.agentstorage.core.Database;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.retention.ClassPlan;
import io.agentstorage.core.retention.Purge;
import io.agentstorage.core.retention.TimedWrite;
import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.bulk.RenderedBatch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Delete;
import org.jooq.Record2;
import org.jooq.Result;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what nothing refers to: sets of labels with their entries, then pairs that are in no set, then sets of
 * annotations, each in the order of their ids. Used by one thread.
 */
final class UnusedSetsPurge implements Purge {
  /** The most values of one IN; a set of labels has a dozen entries, each a row to be deleted. */
  private static final int MOST_AT_ONCE = 512;

  private final Database database;
  private final ClassPlan plan;
  private final ClusterId cluster;
  private final Deque<Part<?>> parts = new ArrayDeque<>();

  UnusedSetsPurge(Database database, ClassPlan plan) {
    this.database = database;
    this.plan = plan;
    this.cluster = database.cluster();
    SetUse use = new SetUse(cluster, List.of());
    parts.add(new Part<>(LABEL_SET, LABEL_SET.CLUSTER_ID, LABEL_SET.ID, use.unusedLabels()));
    parts.add(new Part<>(LABEL_PAIR, LABEL_PAIR.CLUSTER_ID, LABEL_PAIR.ID, use.unusedPairs()));
    parts.add(
        new Part<>(
            ANNOTATION_SET, ANNOTATION_SET.CLUSTER_ID, ANNOTATION_SET.ID, use.unusedAnnotations()));
  }

  @Override
  public ClassPlan plan() {
    return plan;
  }

  @Override
  public Deleted delete(int mostRows) {
    Part<?> part = parts.peek();
    if (part == null || plan.rows() == 0) {
      return Deleted.nothing(true);
    }
    TimedWrite gone = part.delete(Math.min(mostRows, MOST_AT_ONCE));
    if (part.done) {
      parts.remove();
    }
    return gone.deleted(plan.bytes() / plan.rows(), parts.isEmpty());
  }

  /** The rows of one table. */
  private final class Part<I> {
    private final Table<?> table;
    private final TableField<?, ClusterId> clusterColumn;
    private final TableField<?, I> id;
    private final Condition unused;
    private @Nullable I last;
    private boolean done;

    Part(
        Table<?> table,
        TableField<?, ClusterId> clusterColumn,
        TableField<?, I> id,
        Condition unused) {
      this.table = table;
      this.clusterColumn = clusterColumn;
      this.id = id;
      this.unused = unused;
    }

    TimedWrite delete(int most) {
      // Most are in use: they are looked through without the lock, and what was found is asked for
      // again with it.
      List<I> found =
          database.read(
              tx ->
                  tx.select(id)
                      .from(table)
                      .where(last == null ? unused : unused.and(id.gt(last)))
                      .orderBy(id)
                      .limit(most)
                      .fetch(id));
      done = found.size() < most;
      if (found.isEmpty()) {
        return new TimedWrite(0, Duration.ZERO);
      }
      last = found.get(found.size() - 1);
      // An entry of a set is found by its pair; the check of its foreign key would look through all
      // of them.
      return Dialect.of(database.dsl().configuration())
          .withoutForeignKeyChecks(() -> TimedWrite.of(database, tx -> delete(tx, found)));
    }

    private int delete(DSLContext tx, List<I> found) {
      List<I> still = tx.select(id).from(table).where(unused).and(id.in(found)).fetch(id);
      if (still.isEmpty()) {
        return 0;
      }
      Condition these = clusterColumn.eq(cluster).and(id.in(still));
      if (table.equals(LABEL_SET)) {
        deleteEntries(tx, these);
      }
      return tx.deleteFrom(table).where(these).execute();
    }
  }

  private void deleteEntries(DSLContext tx, Condition these) {
    Result<Record2<LabelSetId, Map<String, String>>> sets =
        tx.select(LABEL_SET.ID, LABEL_SET.LABELS).from(LABEL_SET).where(these).fetch();
    Delete<?> entry =
        tx.deleteFrom(LABEL_ENTRY)
            .where(LABEL_ENTRY.CLUSTER_ID.eq(DSL.param(LABEL_ENTRY.CLUSTER_ID)))
            .and(LABEL_ENTRY.LABEL_SET_ID.eq(DSL.param(LABEL_ENTRY.LABEL_SET_ID)))
            .and(
                LABEL_ENTRY.LABEL_PAIR_ID.eq(
                    DSL.select(LABEL_PAIR.ID)
                        .from(LABEL_PAIR)
                        .where(LABEL_PAIR.CLUSTER_ID.eq(DSL.param(LABEL_PAIR.CLUSTER_ID)))
                        .and(LABEL_PAIR.LABEL_KEY.eq(DSL.param(LABEL_PAIR.LABEL_KEY)))
                        .and(LABEL_PAIR.LABEL_VALUE.eq(DSL.param(LABEL_PAIR.LABEL_VALUE)))));
    try (RenderedBatch batch =
        new RenderedBatch(
            tx,
            entry,
            List.of(
                LABEL_ENTRY.CLUSTER_ID,
                LABEL_ENTRY.LABEL_SET_ID,
                LABEL_PAIR.CLUSTER_ID,
                LABEL_PAIR.LABEL_KEY,
                LABEL_PAIR.LABEL_VALUE))) {
      boolean any = false;
      for (Record2<LabelSetId, Map<String, String>> set : sets) {
        for (Map.Entry<String, String> label : set.value2().entrySet()) {
          batch.add(cluster, set.value1(), cluster, label.getKey(), label.getValue());
          any = true;
        }
      }
      if (any) {
        batch.execute();
      }
    }
  }
}
