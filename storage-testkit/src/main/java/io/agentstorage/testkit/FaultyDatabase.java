// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import io.agentstorage.core.Database;
import io.agentstorage.core.TransactionBlock;
import io.agentstorage.core.TransactionOptions;
import org.jspecify.annotations.Nullable;

/** A database that does something of a test's before each write, such as to fail. Thread-safe. */
final class FaultyDatabase extends WrappedDatabase {
  private final Database real;
  private final Runnable beforeWrite;

  FaultyDatabase(Database real, Runnable beforeWrite) {
    super(real);
    this.real = real;
    this.beforeWrite = beforeWrite;
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T write(
      TransactionOptions options, TransactionBlock<T, X> block) throws X {
    beforeWrite.run();
    return super.write(options, block);
  }

  @Override
  public void close() {
    real.close();
  }
}
