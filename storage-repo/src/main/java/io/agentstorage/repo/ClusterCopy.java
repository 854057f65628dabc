// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

import io.agentstorage.core.Database;
import io.agentstorage.core.store.ClusterCopyOptions;
import io.agentstorage.core.store.ClusterCopyReport;
import io.agentstorage.repo.internal.CopyRun;

/**
 * Makes the cluster of one database what that of another is: resources, their history, labels, annotations, what was
 * sent, metric samples, and what components remember, with ids, revisions and times as they are. The databases may be of different kinds. Thread-safe.
 *
 * <p>Only differences are written, in transactions of some thousand rows each. So a copy that was stopped, by whatever,
 * is finished by running it again, and running it again later brings over what has changed since; rows that the source
 * does not have are deleted. Between two batches the target is neither what it was nor what it will be: nobody should
 * use it until the copy has ended, and nobody may write to it.
 *
 * <p>The source is read in one transaction, and may be written to meanwhile: what is copied is what it held when the
 * copy began. On SQLite its write-ahead log grows until the copy has ended. Memory does not grow with the number of
 * rows.
 */
public final class ClusterCopy {
  private final Database from;
  private final Database to;

  /**
   * A copy from one database to another. Each has the rows of its own cluster in mind, {@link Database#cluster}; their
   * numbers may differ.
   *
   * @param from the source, which is only read; the caller closes it
   * @param to the target; the caller closes it
   * @throws IllegalArgumentException if both are the same object
   */
  public ClusterCopy(Database from, Database to) {
    if (from.equals(to)) {
      throw new IllegalArgumentException("a cluster cannot be copied onto itself: open two");
    }
    this.from = from;
    this.to = to;
  }

  /**
   * Copies, then reads both sides again and compares a SHA-256 (FIPS 180-4) of the rows of each table. The calling
   * thread must not be inside a block of the target that only reads; inside one that writes, all is one transaction.
   *
   * @param options how to copy
   * @return what was done
   * @throws io.agentstorage.core.error.TargetConflictException if the target holds the rows of another cluster, before
   *     anything is changed
   * @throws io.agentstorage.core.error.CopyMismatchException if both differ in the end, because somebody else wrote to
   *     the target
   * @throws io.agentstorage.core.error.StorageException if a database fails; what was written stays, and running it
   *     again goes on
   */
  public ClusterCopyReport run(ClusterCopyOptions options) {
    return new CopyRun(from, to, options).run();
  }
}
