// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import io.agentstorage.core.Database;
import io.agentstorage.core.TransactionBlock;
import io.agentstorage.core.TransactionOptions;
import io.agentstorage.core.model.ClusterId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** A database that does something of a test's before each write, such as to fail. Thread-safe. */
final class FaultyDatabase implements Database {
  private final Database real;
  private final Runnable beforeWrite;

  FaultyDatabase(Database real, Runnable beforeWrite) {
    this.real = real;
    this.beforeWrite = beforeWrite;
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T read(
      TransactionOptions options, TransactionBlock<T, X> block) throws X {
    return real.read(options, block);
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T write(
      TransactionOptions options, TransactionBlock<T, X> block) throws X {
    beforeWrite.run();
    return real.write(options, block);
  }

  @Override
  public DSLContext dsl() {
    return real.dsl();
  }

  @Override
  public boolean inTransaction() {
    return real.inTransaction();
  }

  @Override
  public ClusterId cluster() {
    return real.cluster();
  }

  @Override
  public void close() {
    real.close();
  }
}
