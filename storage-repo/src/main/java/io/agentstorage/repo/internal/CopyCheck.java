// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.error.TargetConflictException;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.store.ClusterCopyStep;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the target may be an older copy of the source. Sets are numbered and never change, so in a copy a number
 * means the same set, and a set has the same number. Used by one thread.
 */
final class CopyCheck {
  private final CopiedTable table;
  private final ClusterId from;
  private final ClusterId to;
  private final int batchRows;
  private final CopyWatch watch;

  CopyCheck(CopiedTable table, ClusterId from, ClusterId to, int batchRows, CopyWatch watch) {
    this.table = table;
    this.from = from;
    this.to = to;
    this.batchRows = batchRows;
    this.watch = watch;
  }

  /**
   * Looks at one table.
   *
   * @param source a transaction of the source
   * @param target a transaction of the target
   * @throws TargetConflictException if it has sets of another cluster
   */
  void run(DSLContext source, DSLContext target) {
    try (CopiedRows theirs = table.read(target, to)) {
      CopiedRow next = theirs.next();
      if (next == null) {
        return;
      }
      try (CopiedRows ours = table.read(source, from)) {
        compare(ours, theirs, next, target);
      }
    }
  }

  private void compare(
      CopiedRows ours, CopiedRows theirs, @Nullable CopiedRow their, DSLContext target) {
    List<CopiedRow> missing = new ArrayList<>();
    long rows = 0;
    for (CopiedRow our = ours.next(); our != null && !stopAfter(rows); our = ours.next()) {
      rows++;
      while (their != null && table.compareKeys(their, our) < 0) {
        their = theirs.next();
      }
      if (their == null || table.compareKeys(their, our) != 0) {
        missing.add(our);
      } else if (!our.equalIn(table.otherKey(), their)) {
        throw conflict(table);
      }
      if (missing.size() == Limits.VALUES_IN_A_LIST) {
        requireUnknown(missing, target);
      }
    }
    requireUnknown(missing, target);
    if (rows == 0 && !watch.stop()) {
      // A wrong or an empty source would empty the target. Sets are never few and then none again,
      // unless all was deleted, and then their numbers are given anew.
      throw conflict(table);
    }
    watch.tell(ClusterCopyStep.CHECK, table, rows);
  }

  private boolean stopAfter(long rows) {
    return rows % batchRows == 0 && watch.stop();
  }

  private void requireUnknown(List<CopiedRow> missing, DSLContext target) {
    if (table.hasOtherKeyOf(target, to, missing)) {
      throw conflict(table);
    }
    missing.clear();
  }

  static TargetConflictException conflict(CopiedTable table) {
    return new TargetConflictException(
        table.name(),
        "copy: "
            + table.name()
            + " of the target has other rows under the numbers that the source has given, so the"
            + " target holds another cluster, or this one as it was before its source was emptied;"
            + " name another target, or empty this one with ResourceStore.deleteAll; where it has"
            + " metric samples, which keep their labels, name another");
  }
}
