// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

import org.jooq.DSLContext;

/** Tells whether a database was changed between two transactions of the same thread. Thread-safe. */
@FunctionalInterface
public interface ChangeMark {

  /**
   * Where the database is now.
   *
   * @param tx a write transaction
   * @return a mark; another one is equal only if nothing at all was changed in between, by anybody
   */
  Object read(DSLContext tx);

  /**
   * Where a database is now, as its module tells, which has put a reader of marks into the data of its configuration
   * under this class.
   *
   * @param tx a write transaction
   * @return the mark; equal to no other if the module has none
   */
  static Object of(DSLContext tx) {
    return tx.configuration().data(ChangeMark.class) instanceof ChangeMark reader
        ? reader.read(tx)
        : new Object();
  }
}
