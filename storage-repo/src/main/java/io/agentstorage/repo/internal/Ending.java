// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.RESOURCE_HISTORY;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.RevisionEnd;
import io.agentstorage.core.spi.bulk.RowStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * What ends one life, rendered for one database: the row is taken out, and put into the history as it was. Between the
 * two it is here, because an insert of what a query gives makes SQLite keep a journal of the statement, which takes longer
 * than the insert. Thread-safe.
 */
final class Ending {
  private static final List<Field<?>> KEY = List.of(RESOURCE_TAGS.CLUSTER_ID, RESOURCE_TAGS.ID);

  /** What the history keeps of the row. */
  private static final List<Field<?>> KEPT =
      List.of(
          RESOURCE_TAGS.RECORD_UPDATED,
          RESOURCE_TAGS.CLUSTER_ID,
          RESOURCE_TAGS.ID,
          RESOURCE_TAGS.TYPE,
          RESOURCE_TAGS.NAMESPACE,
          RESOURCE_TAGS.NAME,
          RESOURCE_TAGS.UID,
          RESOURCE_TAGS.METRIC_LABELS_ID,
          RESOURCE_TAGS.LABELS_ID,
          RESOURCE_TAGS.ANNOTATIONS_ID,
          RESOURCE_TAGS.RECORD_CREATED,
          RESOURCE_TAGS.REVISION,
          RESOURCE_TAGS.CHANGED_BY);

  private final RowStatement remove;
  private final RowStatement keep;

  Ending(DSLContext tx) {
    List<Field<?>> columns = new ArrayList<>();
    KEPT.forEach(column -> columns.add(Objects.requireNonNull(RESOURCE_HISTORY.field(column))));
    columns.add(RESOURCE_HISTORY.VALID_TO);
    columns.add(RESOURCE_HISTORY.ENDED);
    columns.add(RESOURCE_HISTORY.ENDED_BY);
    remove =
        RowStatement.render(
            tx,
            KEY,
            row ->
                tx.deleteFrom(RESOURCE_TAGS)
                    .where(RESOURCE_TAGS.CLUSTER_ID.eq(row.of(RESOURCE_TAGS.CLUSTER_ID)))
                    .and(RESOURCE_TAGS.ID.eq(row.of(RESOURCE_TAGS.ID)))
                    .returningResult(KEPT));
    keep =
        RowStatement.render(
            tx,
            columns,
            row ->
                tx.insertInto(RESOURCE_HISTORY)
                    .columns(columns)
                    .values(columns.stream().map(row::of).toList()));
  }

  /** Ends a life; false if there is none of this id. */
  boolean run(DSLContext tx, ClusterId cluster, ResourceId id, Instant now, @Nullable String by) {
    @Nullable Object[] removed =
        remove.first(
            tx,
            Ending::kept,
            RESOURCE_TAGS.CLUSTER_ID.getConverter().to(cluster),
            RESOURCE_TAGS.ID.getConverter().to(id));
    if (removed == null) {
      return false;
    }
    @Nullable Object[] row = Arrays.copyOf(removed, removed.length + 3);
    row[removed.length] = later(RESOURCE_HISTORY.VALID_TO.getConverter().to(now), removed[0]);
    row[removed.length + 1] = RESOURCE_HISTORY.ENDED.getConverter().to(RevisionEnd.DELETED);
    row[removed.length + 2] = by;
    keep.execute(tx, row);
    return true;
  }

  /** A revision never ends before it began. Times are stored as numbers. */
  private static Object later(@Nullable Object one, @Nullable Object other) {
    return Math.max((Long) Objects.requireNonNull(one), (Long) Objects.requireNonNull(other));
  }

  private static @Nullable Object[] kept(ResultSet row) throws SQLException {
    @Nullable Object[] values = new @Nullable Object[KEPT.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = StoredValue.raw(row, i + 1, KEPT.get(i));
    }
    return values;
  }
}
