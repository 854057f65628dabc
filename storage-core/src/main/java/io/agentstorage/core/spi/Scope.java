// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

import io.agentstorage.core.Deadline;
import io.agentstorage.core.error.StorageException;
import java.sql.Connection;
import java.util.function.Supplier;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The block that a thread is in, and what gives its context connections: only while it is the innermost one, and only
 * to its thread. Anything else would run in another transaction than its caller believes, or wait for itself.
 */
final class Scope implements ConnectionProvider, TransactionProvider {
  private final AccessMode mode;
  private final Session session;
  private final Supplier<@Nullable Scope> innermost;
  private final Thread thread = Thread.currentThread();
  private final ConnectionProvider connections;
  private final TransactionProvider transactions;
  private final Configuration configuration;
  private Deadline deadline;
  private volatile boolean ended;

  /**
   * The scope of a block that the calling thread is about to run.
   *
   * @param mode what the block may do
   * @param session what it runs on
   * @param deadline when it must stop
   * @param transaction what jOOQ knows of its transaction
   * @param innermost the scope that the calling thread is in
   */
  Scope(
      AccessMode mode,
      Session session,
      Deadline deadline,
      Configuration transaction,
      Supplier<@Nullable Scope> innermost) {
    this.mode = mode;
    this.session = session;
    this.deadline = deadline;
    this.innermost = innermost;
    this.connections = session.configuration().connectionProvider();
    this.transactions = session.configuration().transactionProvider();
    this.configuration =
        transaction.derive((ConnectionProvider) this).derive((TransactionProvider) this);
  }

  AccessMode mode() {
    return mode;
  }

  Session session() {
    return session;
  }

  Deadline deadline() {
    return deadline;
  }

  void deadline(Deadline changed) {
    deadline = changed;
    session.stopAt(changed);
  }

  Configuration configuration() {
    return configuration;
  }

  DSLContext context() {
    return DSL.using(configuration);
  }

  void end() {
    ended = true;
  }

  private void require() {
    if (ended) {
      throw new StorageException(
          "use a transaction: the block that this context was given to has ended; fetch all that is"
              + " needed inside of it, or begin another block",
          null);
    }
    if (Thread.currentThread() != thread) {
      throw new StorageException(
          "use a transaction: its block runs on "
              + name(thread)
              + ", and this is "
              + name(Thread.currentThread())
              + "; begin a block of its own on each thread",
          null);
    }
    if (innermost.get() != this) {
      throw new StorageException(
          "use a transaction: this is the context of an outer block, and the thread is in an inner"
              + " one; use the context that the inner block was given",
          null);
    }
  }

  private static String name(Thread thread) {
    String name = thread.getName();
    return "thread " + (name.isEmpty() ? "#" + thread.threadId() : name);
  }

  @Override
  public @Nullable Connection acquire() {
    require();
    return connections.acquire();
  }

  @Override
  public void release(Connection connection) {
    connections.release(connection);
  }

  /** A transaction that the block begins with jOOQ itself: a savepoint. */
  @Override
  public void begin(TransactionContext context) {
    require();
    transactions.begin(context);
  }

  @Override
  public void commit(TransactionContext context) {
    transactions.commit(context);
  }

  @Override
  public void rollback(TransactionContext context) {
    transactions.rollback(context);
  }
}
