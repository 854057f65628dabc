// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

import io.agentstorage.core.Database;
import io.agentstorage.core.Deadline;
import io.agentstorage.core.TransactionBlock;
import io.agentstorage.core.TransactionOptions;
import io.agentstorage.core.error.ReadOnlyException;
import io.agentstorage.core.error.StorageException;
import java.util.Objects;
import org.jooq.Configuration;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What every database module shares: which transaction a thread is in, how blocks nest, and how they are run again. A
 * module lends sessions. Thread-safe.
 */
public abstract class AbstractDatabase implements Database {
  @SuppressWarnings("ThreadLocalUsage") // a thread may be in transactions of two databases at once
  private final ThreadLocal<@Nullable Scope> scope = new ThreadLocal<>();

  /** For subclasses. */
  protected AbstractDatabase() {}

  /**
   * Lends a session to the calling thread, waiting for one if all are lent.
   *
   * @param mode what it is for
   * @param deadline until when to wait, and until when it may then run
   * @return the session
   * @throws io.agentstorage.core.error.CancelledException if the deadline passes or the thread is interrupted
   * @throws StorageException if none can be had
   */
  protected abstract Session lend(AccessMode mode, Deadline deadline);

  /**
   * The transaction that the calling thread is in.
   *
   * @return its configuration, or null outside of every block
   */
  protected final @Nullable Configuration currentTransaction() {
    Scope current = scope.get();
    return current == null ? null : current.configuration();
  }

  @Override
  public final boolean inTransaction() {
    return scope.get() != null;
  }

  @Override
  public final <T extends @Nullable Object, X extends Exception> T read(
      TransactionOptions options, TransactionBlock<T, X> block) throws X {
    Scope outer = scope.get();
    return outer == null
        ? outermost(AccessMode.READ, options, block)
        : join(outer, options.deadline(), block);
  }

  @Override
  public final <T extends @Nullable Object, X extends Exception> T write(
      TransactionOptions options, TransactionBlock<T, X> block) throws X {
    Scope outer = scope.get();
    if (outer == null) {
      return outermost(AccessMode.WRITE, options, block);
    }
    if (outer.mode() == AccessMode.READ) {
      throw new ReadOnlyException(
          "write: this thread is inside a read, which cannot become a write;"
              + " begin with Database.write where the block may write");
    }
    return nest(outer, options.deadline(), block);
  }

  private <T extends @Nullable Object, X extends Exception> T outermost(
      AccessMode mode, TransactionOptions options, TransactionBlock<T, X> block) throws X {
    Tries tries = new Tries(mode, options);
    while (true) {
      try (Session session = lend(mode, options.deadline())) {
        return transact(session, mode, options.deadline(), block);
      } catch (StorageException e) {
        tries.awaitNext(e); // the session is given back by now, so that others get their turn
      }
    }
  }

  private static <T extends @Nullable Object, X extends Exception> T join(
      Scope outer, Deadline deadline, TransactionBlock<T, X> block) throws X {
    if (!deadline.limited()) {
      return block.run(outer.context());
    }
    Deadline before = outer.deadline();
    Session.Mark mark = outer.session().mark();
    outer.deadline(before.sooner(deadline));
    boolean done = false;
    try {
      T result = block.run(outer.context());
      done = true;
      return result;
    } finally {
      outer.deadline(before);
      mark.leave(!done);
    }
  }

  private <T extends @Nullable Object, X extends Exception> T nest(
      Scope outer, Deadline deadline, TransactionBlock<T, X> block) throws X {
    Deadline sooner = outer.deadline().sooner(deadline);
    outer.session().stopAt(sooner);
    try {
      return transact(outer.session(), outer.mode(), sooner, block);
    } finally {
      outer.session().stopAt(outer.deadline());
    }
  }

  private <T extends @Nullable Object, X extends Exception> T transact(
      Session session, AccessMode mode, Deadline deadline, TransactionBlock<T, X> block) throws X {
    Scope outer = scope.get();
    Throwable[] thrownByBlock = new Throwable[1];
    try {
      return DSL.using(session.configuration())
          .transactionResult(
              transaction -> {
                Scope inner = new Scope(mode, session, deadline, transaction, scope::get);
                scope.set(inner);
                try {
                  return block.run(inner.context());
                } catch (Throwable e) {
                  thrownByBlock[0] = e;
                  throw e;
                } finally {
                  inner.end();
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
