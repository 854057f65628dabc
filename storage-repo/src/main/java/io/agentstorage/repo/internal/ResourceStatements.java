// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.bulk.BulkUpdate;
import io.agentstorage.core.spi.bulk.RowEncoder;
import io.agentstorage.core.spi.bulk.RowStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** The statements that write one resource, rendered for one database. Thread-safe. */
final class ResourceStatements {
  /** The columns of a row; those of the key first. */
  static final List<Field<?>> COLUMNS =
      List.of(
          RESOURCE_TAGS.CLUSTER_ID,
          RESOURCE_TAGS.TYPE,
          RESOURCE_TAGS.NAMESPACE,
          RESOURCE_TAGS.NAME,
          RESOURCE_TAGS.ID,
          RESOURCE_TAGS.UID,
          RESOURCE_TAGS.METRIC_LABELS_ID,
          RESOURCE_TAGS.LABELS_ID,
          RESOURCE_TAGS.ANNOTATIONS_ID,
          RESOURCE_TAGS.RECORD_CREATED,
          RESOURCE_TAGS.RECORD_UPDATED,
          RESOURCE_TAGS.SENT_AT,
          RESOURCE_TAGS.REVISION,
          RESOURCE_TAGS.CHANGED_BY);

  private static final int KEY_COLUMNS = 4;

  private final RowEncoder encoder;
  private final RowEncoder keyEncoder;
  private final RowEncoder sentAtEncoder;

  /** Nothing, where a row of the key is stored. */
  final RowStatement insert;

  /** Changes the row of the key where something other than when it was sent differs, and returns it then. */
  final RowStatement update;

  /** The row of a key. */
  final RowStatement find;

  /** Sets when the row of a key was sent, where that differs, and returns it then. */
  final RowStatement updateSentAt;

  ResourceStatements(DSLContext tx) {
    Dialect dialect = Dialect.of(tx.configuration());
    List<Field<?>> key = COLUMNS.subList(0, KEY_COLUMNS);
    List<Field<?>> keyAndSentAt = new ArrayList<>(key);
    keyAndSentAt.add(RESOURCE_TAGS.SENT_AT);
    encoder = new RowEncoder(dialect, COLUMNS);
    keyEncoder = new RowEncoder(dialect, key);
    sentAtEncoder = new RowEncoder(dialect, keyAndSentAt);
    insert =
        RowStatement.render(
            tx,
            COLUMNS,
            row ->
                tx.insertInto(RESOURCE_TAGS)
                    .columns(COLUMNS)
                    .values(COLUMNS.stream().map(row::of).toList())
                    .onConflict(key)
                    .doNothing());
    update =
        RowStatement.render(
            tx,
            COLUMNS,
            row -> {
              BulkUpdate.Change change = ChangeStatement.of(row);
              return tx.update(RESOURCE_TAGS)
                  .set(change.set())
                  .where(isKey(row))
                  .and(change.differs())
                  .returningResult(StoredRow.COLUMNS);
            });
    find =
        RowStatement.render(
            tx, key, row -> tx.select(StoredRow.COLUMNS).from(RESOURCE_TAGS).where(isKey(row)));
    updateSentAt =
        RowStatement.render(
            tx,
            keyAndSentAt,
            row ->
                tx.update(RESOURCE_TAGS)
                    .set(RESOURCE_TAGS.SENT_AT, row.of(RESOURCE_TAGS.SENT_AT))
                    .where(isKey(row))
                    .and(RESOURCE_TAGS.SENT_AT.isDistinctFrom(row.of(RESOURCE_TAGS.SENT_AT)))
                    .returningResult(StoredRow.COLUMNS));
  }

  private static Condition isKey(BulkUpdate.Values row) {
    return RESOURCE_TAGS
        .CLUSTER_ID
        .eq(row.of(RESOURCE_TAGS.CLUSTER_ID))
        .and(RESOURCE_TAGS.TYPE.eq(row.of(RESOURCE_TAGS.TYPE)))
        .and(RESOURCE_TAGS.NAMESPACE.eq(row.of(RESOURCE_TAGS.NAMESPACE)))
        .and(RESOURCE_TAGS.NAME.eq(row.of(RESOURCE_TAGS.NAME)));
  }

  /** What the driver takes for a row of these {@link #COLUMNS}. */
  @Nullable Object[] row(@Nullable Object... values) {
    return encoder.encode(values);
  }

  /** What the driver takes for a key. */
  @Nullable Object[] key(ClusterId cluster, ResourceKey key) {
    return keyEncoder.encode(
        new @Nullable Object[] {
          cluster, key.type(), ResourceKeys.namespace(key.namespace()), key.name()
        });
  }

  /** What the driver takes for a key and a time. */
  @Nullable Object[] keyAndSentAt(ClusterId cluster, ResourceKey key, @Nullable Instant sentAt) {
    return sentAtEncoder.encode(
        new @Nullable Object[] {
          cluster, key.type(), ResourceKeys.namespace(key.namespace()), key.name(), sentAt
        });
  }
}
