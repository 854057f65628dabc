// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import io.agentstorage.core.Database;
import io.agentstorage.core.TransactionBlock;
import io.agentstorage.core.TransactionOptions;
import io.agentstorage.core.model.ClusterId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** A database that does what another does, for those that do one thing otherwise. The other is closed by its owner. */
class WrappedDatabase implements Database {
  private final Database real;

  WrappedDatabase(Database real) {
    this.real = real;
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T read(
      TransactionOptions options, TransactionBlock<T, X> block) throws X {
    return real.read(options, block);
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T write(
      TransactionOptions options, TransactionBlock<T, X> block) throws X {
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
  public void close() {}
}
