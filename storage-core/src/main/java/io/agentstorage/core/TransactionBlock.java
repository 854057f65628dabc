// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core;

import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What is done within one transaction.
 *
 * @param <T> what it gives
 * @param <X> the checked exception it may throw; inferred as unchecked where it throws none
 */
@FunctionalInterface
public interface TransactionBlock<T extends @Nullable Object, X extends Exception> {

  /**
   * Does the work. What it throws rolls the transaction back and comes out of {@link Database#read} or {@link
   * Database#write} as it is.
   *
   * @param tx the typed SQL of this transaction, good until the block ends and on this thread only
   * @return the result
   * @throws X whatever the work throws
   */
  T run(DSLContext tx) throws X;
}
