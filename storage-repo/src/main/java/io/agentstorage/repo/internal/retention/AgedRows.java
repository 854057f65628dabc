// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import static io.agentstorage.codegen.Tables.RESOURCE_HISTORY;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.RevisionEnd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * Which rows of a table go when they are old. Immutable.
 *
 * @param table the table
 * @param cluster its column with the cluster
 * @param time the column that they are old by, which an index begins with, behind the cluster
 * @param key the rest of its primary key
 * @param mayGo what may go at all, however old: nothing that is still to be sent
 * @param before what may go because it is older than some time
 * @param rowBytes what a row takes with its indexes, about
 */
record AgedRows(
    Table<?> table,
    TableField<?, ClusterId> cluster,
    TableField<?, Instant> time,
    List<? extends TableField<?, ?>> key,
    Condition mayGo,
    Function<Instant, Condition> before,
    long rowBytes) {

  /** Written out, so that the index of what is unsent is known to have none of them. */
  private static final Condition CHANGED =
      RESOURCE_HISTORY.ENDED.eq(DSL.inline(RevisionEnd.CHANGED, RESOURCE_HISTORY.ENDED));

  /**
   * Resources that were sent and have not changed since. They are old by their last change: it comes before they are
   * sent, and has an index.
   */
  static final AgedRows RESOURCES =
      new AgedRows(
          RESOURCE_TAGS,
          RESOURCE_TAGS.CLUSTER_ID,
          RESOURCE_TAGS.RECORD_UPDATED,
          List.of(RESOURCE_TAGS.ID),
          RESOURCE_TAGS.SENT_AT.isNotNull(),
          cutoff -> RESOURCE_TAGS.RECORD_UPDATED.lt(cutoff).and(RESOURCE_TAGS.SENT_AT.lt(cutoff)),
          RowBytes.RESOURCE);

  /** Ends of resources that were sent. */
  static final AgedRows TOMBSTONES =
      new AgedRows(
          RESOURCE_HISTORY,
          RESOURCE_HISTORY.CLUSTER_ID,
          RESOURCE_HISTORY.VALID_TO,
          List.of(RESOURCE_HISTORY.ID, RESOURCE_HISTORY.REVISION),
          RESOURCE_HISTORY.SENT_AT.isNotNull().and(DSL.not(CHANGED)),
          cutoff -> RESOURCE_HISTORY.VALID_TO.lt(cutoff).and(RESOURCE_HISTORY.SENT_AT.lt(cutoff)),
          RowBytes.REVISION);

  /** What resources were before they changed. Nobody is ever sent that. */
  static final AgedRows HISTORY =
      new AgedRows(
          RESOURCE_HISTORY,
          RESOURCE_HISTORY.CLUSTER_ID,
          RESOURCE_HISTORY.VALID_TO,
          List.of(RESOURCE_HISTORY.ID, RESOURCE_HISTORY.REVISION),
          CHANGED,
          RESOURCE_HISTORY.VALID_TO::lt,
          RowBytes.REVISION);

  /** The order in which they go, the oldest first. */
  List<Field<?>> order() {
    List<Field<?>> order = new ArrayList<>(key.size() + 1);
    order.add(time);
    order.addAll(key);
    return order;
  }
}
