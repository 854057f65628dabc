// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.Database;
import io.agentstorage.core.spi.bulk.RenderedBatch;
import io.agentstorage.core.store.ClusterCopyStep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes one table of the target what it is in the source: walks both in the order of their key, so many rows of each at a
 * time, and writes what differs in one transaction for each such step. Used once, by one thread.
 */
final class TableMerge {
  /** When rows are deleted that the source does not have. */
  enum Deletes {
    /** With all else that differs. */
    NOW,
    /** Not in this walk: rows of other tables may still refer to them. */
    LATER,
    /** In this walk, and nothing else is done. */
    ONLY
  }

  private final CopiedTable table;
  private final Deletes deletes;
  private final Database from;
  private final Database to;
  private final int batchRows;
  private final CopyWatch watch;
  private final CopyTally tally;

  /** Rows of the source that are not compared yet. */
  private final List<CopiedRow> ahead = new ArrayList<>();

  private boolean allTaken;

  /** Up to here both sides were compared; null at the beginning. */
  private @Nullable CopiedRow position;

  /** Nothing of the target can be in the way of a row. */
  private boolean targetEmpty;

  private boolean surplusSeen;
  private long compared;

  TableMerge(
      CopiedTable table,
      Deletes deletes,
      Database from,
      Database to,
      int batchRows,
      CopyWatch watch,
      CopyTally tally) {
    this.table = table;
    this.deletes = deletes;
    this.from = from;
    this.to = to;
    this.batchRows = batchRows;
    this.watch = watch;
    this.tally = tally;
  }

  /** What a transaction has compared and done. */
  private record Step(
      int compared,
      @Nullable CopiedRow bound,
      boolean targetEmpty,
      boolean surplus,
      long inserted,
      long replaced,
      long deleted) {}

  /** What differs between some rows. */
  private record Differences(
      List<CopiedRow> insert, List<CopiedRow> replace, List<CopiedRow> surplus) {}

  /** Walks until the end, or until the watch says stop. */
  void run(DSLContext source) {
    try (CopiedRows rows = table.read(source, from.cluster())) {
      boolean done = false;
      while (!done && !watch.stop()) {
        take(rows);
        Step step = to.write(this::next);
        ahead.subList(0, step.compared()).clear();
        position = step.bound();
        targetEmpty = step.targetEmpty();
        surplusSeen |= step.surplus();
        account(step);
        done = position == null;
      }
    }
  }

  /** Whether the target has rows that the source does not have. */
  boolean surplusSeen() {
    return surplusSeen;
  }

  private void account(Step step) {
    compared += step.compared();
    if (deletes != Deletes.ONLY) {
      tally.compared(step.compared());
    }
    tally.written(step.inserted(), step.replaced(), step.deleted());
    watch.written(step.inserted() + step.replaced() + step.deleted());
    watch.tell(
        deletes == Deletes.ONLY ? ClusterCopyStep.CLEAN : ClusterCopyStep.COPY, table, compared);
  }

  private void take(CopiedRows rows) {
    long bytes = ahead.stream().mapToLong(CopiedRow::bytes).sum();
    while (!allTaken && ahead.size() < batchRows && bytes < Limits.CHUNK_BYTES) {
      CopiedRow row = rows.next();
      if (row == null) {
        allTaken = true;
      } else {
        ahead.add(row);
        bytes += row.bytes();
      }
    }
  }

  private Step next(DSLContext tx) {
    List<CopiedRow> page = new ArrayList<>();
    boolean all = page(tx, page);
    // Beyond the last row of a side that has more, nothing is known of that side.
    CopiedRow bound = sooner(allTaken ? null : ahead.getLast(), all ? null : page.getLast());
    List<CopiedRow> ours = upTo(bound, ahead);
    Differences differences = differences(ours, upTo(bound, page));
    boolean empty = position == null ? all && page.isEmpty() : targetEmpty;
    long inserted = 0;
    long replaced = 0;
    long deleted = 0;
    if (deletes != Deletes.LATER) {
      deleted = delete(tx, table.key(), differences.surplus());
    }
    if (deletes != Deletes.ONLY) {
      deleted += write(tx, differences, empty);
      inserted = differences.insert().size();
      replaced = differences.replace().size();
    }
    return new Step(
        ours.size(), bound, empty, !differences.surplus().isEmpty(), inserted, replaced, deleted);
  }

  /** Takes the next rows of the target, and tells whether these are all. */
  private boolean page(DSLContext tx, List<CopiedRow> page) {
    long bytes = 0;
    try (CopiedRows rows = table.read(tx, to.cluster(), position, batchRows)) {
      while (bytes < Limits.CHUNK_BYTES) {
        CopiedRow row = rows.next();
        if (row == null) {
          return page.size() < batchRows;
        }
        page.add(row);
        bytes += row.bytes();
      }
      return false;
    }
  }

  private @Nullable CopiedRow sooner(@Nullable CopiedRow a, @Nullable CopiedRow b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return table.compareKeys(a, b) < 0 ? a : b;
  }

  private List<CopiedRow> upTo(@Nullable CopiedRow bound, List<CopiedRow> rows) {
    int end = rows.size();
    while (bound != null && end > 0 && table.compareKeys(rows.get(end - 1), bound) > 0) {
      end--;
    }
    return rows.subList(0, end);
  }

  private Differences differences(List<CopiedRow> ours, List<CopiedRow> theirs) {
    Differences differences =
        new Differences(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int at = 0;
    for (CopiedRow our : ours) {
      while (at < theirs.size() && table.compareKeys(theirs.get(at), our) < 0) {
        differences.surplus().add(theirs.get(at++));
      }
      if (at == theirs.size() || table.compareKeys(theirs.get(at), our) != 0) {
        differences.insert().add(our);
      } else if (!our.equalTo(theirs.get(at++))) {
        differences.replace().add(our);
        requireSameSet(our, theirs.get(at - 1));
      }
    }
    differences.surplus().addAll(theirs.subList(at, theirs.size()));
    return differences;
  }

  /** The check before has seen no other, but somebody may have written since. */
  private void requireSameSet(CopiedRow our, CopiedRow their) {
    if (table.referredTo() && !our.equalIn(table.otherKey(), their)) {
      throw CopyCheck.conflict(table);
    }
  }

  /** Inserts and replaces. Tells how many rows were in the way of others, under another key, and had to go. */
  private long write(DSLContext tx, Differences differences, boolean empty) {
    if (table.referredTo()) {
      update(tx, differences.replace());
      insert(tx, differences.insert());
      return 0;
    }
    // Not updated: that is a change of the resource, of which the target would make history.
    delete(tx, table.key(), differences.replace());
    List<CopiedRow> rows = new ArrayList<>(differences.insert());
    rows.addAll(differences.replace());
    rows.sort(table::compareKeys);
    long inTheWay = empty || table.otherKey().length == 0 ? 0 : delete(tx, table.otherKey(), rows);
    insert(tx, rows);
    return inTheWay;
  }

  private void insert(DSLContext tx, List<CopiedRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    @Nullable Object[] values = new @Nullable Object[table.columns() + 1];
    values[0] = to.cluster();
    table.makeRoom(tx, rows);
    try (RenderedBatch batch = table.insert(tx)) {
      for (CopiedRow row : rows) {
        System.arraycopy(row.values(), 0, values, 1, table.columns());
        batch.add(values);
      }
      batch.execute();
    }
  }

  private long delete(DSLContext tx, int[] places, List<CopiedRow> rows) {
    if (rows.isEmpty()) {
      return 0;
    }
    try (RenderedBatch batch = table.delete(tx, places)) {
      for (CopiedRow row : rows) {
        @Nullable Object[] values = new @Nullable Object[places.length + 1];
        values[0] = to.cluster();
        for (int i = 0; i < places.length; i++) {
          values[i + 1] = row.value(places[i]);
        }
        batch.add(values);
      }
      return IntStream.of(batch.execute()).asLongStream().sum();
    }
  }

  private void update(DSLContext tx, List<CopiedRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    int[] notKey = table.notKey();
    int[] key = table.key();
    try (RenderedBatch batch = table.update(tx)) {
      for (CopiedRow row : rows) {
        @Nullable Object[] values = new @Nullable Object[notKey.length + 1 + key.length];
        int at = 0;
        for (int place : notKey) {
          values[at++] = row.value(place);
        }
        values[at++] = to.cluster();
        for (int place : key) {
          values[at++] = row.value(place);
        }
        batch.add(values);
      }
      batch.execute();
    }
  }
}
