// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.OutboxEntry;
import io.agentstorage.core.model.RevisionEnd;
import io.agentstorage.core.store.OutboxStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jooq.Condition;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads what was not sent yet. Thread-safe. */
public final class PendingRows {
  private static final ResourceRows ROWS = ResourceRows.PLAIN;
  private static final Field<Long> BYTES = ROWS.bytes().as("bytes");

  /** Written out, as in the condition of the index, which would not be used otherwise. */
  private static final Condition OVER =
      ROWS.past.ENDED.ne(DSL.inline(RevisionEnd.CHANGED, ROWS.past.ENDED));

  private final ClusterId cluster;

  /**
   * Reads.
   *
   * @param cluster the cluster whose rows it reads
   */
  public PendingRows(ClusterId cluster) {
    this.cluster = cluster;
  }

  /**
   * Those that changed first before others, resources and ends together.
   *
   * @param tx a transaction
   * @param maxRows at most so many
   * @param maxBytes at most so many bytes, but always the first
   * @return the entries
   */
  public List<OutboxEntry> first(DSLContext tx, int maxRows, long maxBytes) {
    return first(tx, maxRows, maxBytes, 0, entry -> true);
  }

  /**
   * Those that changed first before others, without some.
   *
   * @param tx a transaction
   * @param maxRows at most so many
   * @param maxBytes at most so many bytes, but always the first
   * @param unwanted so many of all that is pending are not wanted, at the most
   * @param wanted what is to be among them; others are passed over, and do not count
   * @return the entries
   */
  public List<OutboxEntry> first(
      DSLContext tx, int maxRows, long maxBytes, int unwanted, Predicate<OutboxEntry> wanted) {
    List<OutboxEntry> entries = new ArrayList<>();
    long bytes = 0;
    // All of them may be of one kind. Without a limit a server sorts everything that is pending.
    long most = (long) maxRows + unwanted;
    try (Cursor<Record> resources = resources(tx, most);
        Cursor<Record> ends = ends(tx, most)) {
      OutboxEntry resource = next(resources, wanted);
      OutboxEntry end = next(ends, wanted);
      // At one time the end comes first: what a resource was replaced by began when it ended.
      while (entries.size() < maxRows && (resource != null || end != null)) {
        boolean endFirst =
            resource == null || (end != null && !end.changedAt().isAfter(resource.changedAt()));
        OutboxEntry first = Objects.requireNonNull(endFirst ? end : resource);
        bytes += first.bytes();
        if (bytes > maxBytes && !entries.isEmpty()) {
          break;
        }
        entries.add(first);
        if (endFirst) {
          end = next(ends, wanted);
        } else {
          resource = next(resources, wanted);
        }
      }
    }
    return entries;
  }

  private Cursor<Record> resources(DSLContext tx, long most) {
    return tx.select(ROWS.fields())
        .select(BYTES, ROWS.current.RECORD_UPDATED, DSL.inline(null, ROWS.past.ENDED))
        .select(DSL.inline(null, ROWS.past.ENDED_BY))
        .from(ROWS.withSets(ROWS.current))
        .where(ROWS.current.CLUSTER_ID.eq(cluster))
        .and(ROWS.current.SENT_AT.isNull())
        .orderBy(ROWS.current.RECORD_UPDATED)
        .limit(most)
        .fetchLazy();
  }

  private Cursor<Record> ends(DSLContext tx, long most) {
    return tx.select(ROWS.fields())
        .select(BYTES, ROWS.past.VALID_TO, ROWS.past.ENDED, ROWS.past.ENDED_BY)
        .from(ROWS.withSets(ROWS.past))
        .where(ROWS.past.CLUSTER_ID.eq(cluster))
        .and(ROWS.past.SENT_AT.isNull())
        .and(OVER)
        .orderBy(ROWS.past.VALID_TO)
        .limit(most)
        .fetchLazy();
  }

  private static @Nullable OutboxEntry next(Cursor<Record> rows, Predicate<OutboxEntry> wanted) {
    OutboxEntry entry;
    do {
      Record row = rows.fetchNext();
      entry = row == null ? null : entry(row);
    } while (entry != null && !wanted.test(entry));
    return entry;
  }

  private static OutboxEntry entry(Record row) {
    int after = ROWS.fields().size();
    return new OutboxEntry(
        ROWS.resource(row),
        row.get(after + 2, RevisionEnd.class),
        row.get(after + 1, Instant.class),
        row.get(after + 3, String.class),
        row.get(after, Long.class));
  }

  /**
   * How much is pending.
   *
   * @param tx a transaction
   * @return the counts
   */
  public OutboxStatus status(DSLContext tx) {
    Record2<Long, Instant> resources =
        count(
            tx,
            ROWS.current,
            ROWS.current.RECORD_UPDATED,
            ROWS.current.CLUSTER_ID.eq(cluster).and(ROWS.current.SENT_AT.isNull()));
    Record2<Long, Instant> ends =
        count(
            tx,
            ROWS.past,
            ROWS.past.VALID_TO,
            ROWS.past.CLUSTER_ID.eq(cluster).and(ROWS.past.SENT_AT.isNull()).and(OVER));
    return new OutboxStatus(
        resources.value1(), ends.value1(), earlier(resources.value2(), ends.value2()));
  }

  private static Record2<Long, Instant> count(
      DSLContext tx, Table<?> table, Field<Instant> time, Condition pending) {
    return tx.select(DSL.count().coerce(Long.class), DSL.min(time))
        .from(table)
        .where(pending)
        .fetchSingle();
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }
}
