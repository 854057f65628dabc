// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import io.agentstorage.core.Database;
import io.agentstorage.core.TransactionBlock;
import io.agentstorage.core.TransactionOptions;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.model.ClusterId;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** A database whose first transactions that write fail. Thread-safe; closing it leaves the real one open. */
final class FailingWrites implements Database {
  private final Database real;
  private final AtomicInteger left;
  private final Where where;
  private final Supplier<StorageException> failure;
  private final AtomicInteger writes = new AtomicInteger();

  /** Where a transaction fails. */
  enum Where {
    /** It does not begin. */
    BEGIN,
    /** All in it has run, and is undone. */
    COMMIT,
    /** It is stored, and fails all the same. */
    AFTER
  }

  FailingWrites(Database real, int times, Where where, Supplier<StorageException> failure) {
    this.real = real;
    this.left = new AtomicInteger(times);
    this.where = where;
    this.failure = failure;
  }

  /** How many were tried. */
  int writes() {
    return writes.get();
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T write(
      TransactionOptions options, TransactionBlock<T, X> block) throws X {
    writes.incrementAndGet();
    if (left.getAndDecrement() <= 0) {
      return real.write(options, block);
    }
    switch (where) {
      case BEGIN -> {}
      case COMMIT ->
          real.<Void, X>write(
              options,
              tx -> {
                block.run(tx);
                throw failure.get();
              });
      case AFTER -> real.write(options, block);
    }
    throw failure.get();
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T read(
      TransactionOptions options, TransactionBlock<T, X> block) throws X {
    return real.read(options, block);
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
