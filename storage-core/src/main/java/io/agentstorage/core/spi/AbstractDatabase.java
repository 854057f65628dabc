// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

import io.agentstorage.core.Database;
import io.agentstorage.core.TransactionBlock;
import io.agentstorage.core.error.ReadOnlyException;
import java.util.Objects;
import org.jooq.Configuration;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What every database module shares: which transaction a thread is in, and how blocks nest. A module lends sessions.
 * Thread-safe.
 */
public abstract class AbstractDatabase implements Database {
  @SuppressWarnings("ThreadLocalUsage") // a thread may be in transactions of two databases at once
  private final ThreadLocal<@Nullable Scope> scope = new ThreadLocal<>();

  /** For subclasses. */
  protected AbstractDatabase() {}

  /** The innermost transaction of a thread. */
  private record Scope(AccessMode mode, Configuration configuration) {}

  /**
   * Lends a session to the calling thread, waiting for one if all are lent.
   *
   * @param mode what it is for
   * @return the session
   * @throws io.agentstorage.core.error.StorageException if none can be had
   */
  protected abstract Session lend(AccessMode mode);

  /**
   * The transaction that the calling thread is in.
   *
   * @return its configuration, or null outside of every block
   */
  protected final @Nullable Configuration currentTransaction() {
    Scope current = scope.get();
    return current == null ? null : current.configuration;
  }

  @Override
  public final <T extends @Nullable Object, X extends Exception> T read(
      TransactionBlock<T, X> block) throws X {
    Scope outer = scope.get();
    if (outer != null) {
      return block.run(DSL.using(outer.configuration));
    }
    try (Session session = lend(AccessMode.READ)) {
      return transact(session.configuration(), AccessMode.READ, block);
    }
  }

  @Override
  public final <T extends @Nullable Object, X extends Exception> T write(
      TransactionBlock<T, X> block) throws X {
    Scope outer = scope.get();
    if (outer == null) {
      try (Session session = lend(AccessMode.WRITE)) {
        return transact(session.configuration(), AccessMode.WRITE, block);
      }
    }
    if (outer.mode == AccessMode.READ) {
      throw new ReadOnlyException(
          "write: this thread is inside a read, which cannot become a write;"
              + " begin with Database.write where the block may write");
    }
    return transact(outer.configuration, AccessMode.WRITE, block);
  }

  private <T extends @Nullable Object, X extends Exception> T transact(
      Configuration configuration, AccessMode mode, TransactionBlock<T, X> block) throws X {
    Scope outer = scope.get();
    Throwable[] thrownByBlock = new Throwable[1];
    try {
      return DSL.using(configuration)
          .transactionResult(
              inner -> {
                scope.set(new Scope(mode, inner));
                try {
                  return block.run(DSL.using(inner));
                } catch (Throwable e) {
                  thrownByBlock[0] = e;
                  throw e;
                } finally {
                  restore(outer);
                }
              });
    } catch (RuntimeException e) {
      // jOOQ wraps a checked exception; callers get the one they threw.
      throw AbstractDatabase.<X>asThrown(Objects.requireNonNullElse(thrownByBlock[0], e));
    }
  }

  private void restore(@Nullable Scope outer) {
    if (outer == null) {
      scope.remove();
    } else {
      scope.set(outer);
    }
  }

  // A block throws X or something unchecked, nothing else.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Exception> X asThrown(Throwable e) {
    if (e instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (e instanceof Error error) {
      throw error;
    }
    return (X) e;
  }
}
