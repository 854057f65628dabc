// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import io.agentstorage.core.Database;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.retention.ClassPlan;
import io.agentstorage.core.retention.Purge;
import io.agentstorage.core.retention.TimedWrite;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Deletes what an {@link AgedClass} has selected. Used by one thread. */
final class AgedPurge implements Purge {
  private final Database database;
  private final AgedRows rows;
  private final Condition doomed;
  private final ClassPlan plan;
  private @Nullable Instant from;

  AgedPurge(Database database, AgedRows rows, Condition doomed, ClassPlan plan) {
    this.database = database;
    this.rows = rows;
    this.doomed = doomed;
    this.plan = plan;
  }

  @Override
  public ClassPlan plan() {
    return plan;
  }

  /** Whether some rows of a table would go. */
  boolean selects(Table<?> table) {
    return plan.rows() > 0 && rows.table().equals(table);
  }

  /** Which of them; never NULL. */
  Condition doomed() {
    return doomed;
  }

  @Override
  public Deleted delete(int mostRows) {
    if (plan.rows() == 0) {
      return Deleted.nothing(true);
    }
    // Without the lock, for much may lie between that has to stay.
    Instant first = database.read(tx -> rest().first(tx));
    if (first == null) {
      return Deleted.nothing(true);
    }
    from = first;
    TimedWrite gone = TimedWrite.of(database, tx -> rest().delete(tx, mostRows));
    return gone.deleted(rows.rowBytes(), gone.rows() < mostRows);
  }

  private Rest rest() {
    Instant start = from;
    return new Rest(
        database.cluster(), rows, start == null ? doomed : doomed.and(rows.time().ge(start)));
  }

  /** What is left. */
  private record Rest(ClusterId cluster, AgedRows rows, Condition condition) {

    @Nullable Instant first(DSLContext tx) {
      return tx.select(rows.time())
          .from(rows.table())
          .where(condition)
          .orderBy(rows.time())
          .limit(1)
          .fetchOne(rows.time());
    }

    int delete(DSLContext tx, int most) {
      var oldest =
          tx.select(rows.key())
              .from(rows.table())
              .where(condition)
              .orderBy(rows.time())
              .limit(most);
      return tx.deleteFrom(rows.table())
          .where(rows.cluster().eq(cluster))
          .and(DSL.row(rows.key()).in(oldest))
          .execute();
    }
  }
}
