// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.store.TableCopy;
import org.jspecify.annotations.Nullable;

/** What was done to a table so far, by transactions that are committed. Used by one thread. */
final class CopyTally {
  private final String table;
  private long rows;
  private long inserted;
  private long replaced;
  private long deleted;
  private @Nullable String sha256;

  CopyTally(CopiedTable table) {
    this.table = table.name();
  }

  void compared(long more) {
    rows += more;
  }

  void written(long moreInserted, long moreReplaced, long moreDeleted) {
    inserted += moreInserted;
    replaced += moreReplaced;
    deleted += moreDeleted;
  }

  void verified(RowsDigest digest) {
    rows = digest.rows();
    sha256 = digest.sha256();
  }

  TableCopy result() {
    return new TableCopy(table, rows, inserted, replaced, deleted, sha256);
  }
}
