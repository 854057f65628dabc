// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

import io.agentstorage.core.error.StorageException;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;

/** Sends those who begin a transaction on {@code Database.dsl()} to where transactions are. Thread-safe. */
public final class NoTransactions implements TransactionProvider {

  /** The provider of a context on which none can be begun. */
  public NoTransactions() {}

  @Override
  public void begin(TransactionContext context) {
    throw new StorageException(
        "begin a transaction on Database.dsl(): it has none; use Database.read or Database.write",
        null);
  }

  @Override
  public void commit(TransactionContext context) {}

  @Override
  public void rollback(TransactionContext context) {}
}
