// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.CopyMismatchException;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.store.ClusterCopyOptions;
import io.agentstorage.core.store.ClusterCopyReport;
import io.agentstorage.core.store.ClusterCopyStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;

/** One copy of a cluster: its steps in their order. Used once, by one thread. */
public final class CopyRun {
  private final Database from;
  private final Database to;
  private final int batchRows;
  private final CopyWatch watch;
  private final Map<CopiedTable, CopyTally> tallies = new LinkedHashMap<>();

  /**
   * A copy.
   *
   * @param from the source
   * @param to the target
   * @param options how to copy
   */
  public CopyRun(Database from, Database to, ClusterCopyOptions options) {
    this.from = from;
    this.to = to;
    this.batchRows = options.batchRows();
    this.watch = new CopyWatch(options);
    CopiedTable.ALL.forEach(table -> tallies.put(table, new CopyTally(table)));
  }

  /**
   * Copies.
   *
   * @return what was done
   */
  public ClusterCopyReport run() {
    long start = System.nanoTime();
    from.read(
        source -> {
          to.read(
              target -> {
                check(source, target);
                return null;
              });
          clean(source, copy(source));
          to.read(
              target -> {
                verify(source, target);
                return null;
              });
          return null;
        });
    return new ClusterCopyReport(
        tallies.values().stream().map(CopyTally::result).toList(),
        watch.stopped(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  private void check(DSLContext source, DSLContext target) {
    for (CopiedTable table : CopiedTable.ALL) {
      if (table.referredTo() && !watch.stop()) {
        new CopyCheck(table, from.cluster(), to.cluster(), batchRows, watch).run(source, target);
      }
    }
  }

  /** Gives the tables in which the target has more than the source, and others may refer to it. */
  private List<CopiedTable> copy(DSLContext source) {
    List<CopiedTable> surplus = new ArrayList<>();
    for (CopiedTable table : CopiedTable.ALL) {
      TableMerge merge =
          merge(table, table.referredTo() ? TableMerge.Deletes.LATER : TableMerge.Deletes.NOW);
      merge.run(source);
      if (table.referredTo() && merge.surplusSeen()) {
        surplus.add(table);
      }
    }
    return surplus;
  }

  private void clean(DSLContext source, List<CopiedTable> surplus) {
    for (CopiedTable table : surplus.reversed()) {
      merge(table, TableMerge.Deletes.ONLY).run(source);
    }
  }

  private TableMerge merge(CopiedTable table, TableMerge.Deletes deletes) {
    return new TableMerge(table, deletes, from, to, batchRows, watch, tally(table));
  }

  private void verify(DSLContext source, DSLContext target) {
    for (CopiedTable table : CopiedTable.ALL) {
      RowsDigest ours = digest(table, source, from.cluster(), 0);
      RowsDigest theirs = digest(table, target, to.cluster(), ours.rows());
      if (watch.stopped()) {
        return;
      }
      if (!ours.equalTo(theirs)) {
        throw new CopyMismatchException(
            table.name(),
            "copy: in the end "
                + table.name()
                + " differs: the source has "
                + ours.rows()
                + " rows, the target "
                + theirs.rows()
                + (ours.rows() == theirs.rows() ? " with other contents" : "")
                + "; if somebody wrote to the target meanwhile, stop that and run the copy again");
      }
      tally(table).verified(ours);
    }
  }

  private RowsDigest digest(CopiedTable table, DSLContext tx, ClusterId cluster, long before) {
    RowsDigest digest = new RowsDigest(table);
    try (CopiedRows rows = table.read(tx, cluster)) {
      while (!(digest.rows() % batchRows == 0 && watch.stop())) {
        CopiedRow row = rows.next();
        if (row == null) {
          break;
        }
        digest.add(row);
        if (digest.rows() % batchRows == 0) {
          watch.tell(ClusterCopyStep.VERIFY, table, before + digest.rows());
        }
      }
    }
    return digest;
  }

  private CopyTally tally(CopiedTable table) {
    return Objects.requireNonNull(tallies.get(table));
  }
}
