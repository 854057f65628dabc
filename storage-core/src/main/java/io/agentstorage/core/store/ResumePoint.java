// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import org.jooq.DSLContext;

/**
 * Where a bulk load keeps how far it is: in the database, so that it is committed, or not, with the rows it counts.
 * {@code storage-repo} has one over a table of its own; one over a table of yours is as good.
 */
public interface ResumePoint {

  /**
   * Reads it.
   *
   * @param tx a transaction
   * @return how far the load was when it last committed; all zero if it never did
   */
  BulkLoadProgress read(DSLContext tx);

  /**
   * Keeps it. A foreign key of its table may go unchecked here.
   *
   * @param tx the write transaction that has stored the rows
   * @param progress how far the load is
   */
  void save(DSLContext tx, BulkLoadProgress progress);
}
