// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core;

import io.agentstorage.core.internal.bulk.TableLoads;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.store.TableBulkLoad;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * An open database. Thread-safe; one instance serves the whole process.
 *
 * <p>Both verbs run a block in a transaction of the calling thread. A block that calls either verb again, directly or
 * through a store, joins the transaction it is in; a {@link #write} inside a {@link #write} is a savepoint, so that
 * catching its exception outside undoes the inner part only. The context given to a block is for that block: used in
 * a {@link #write} inside it, after its end or on another thread, it fails at once and says so.
 *
 * <p>An interrupt of the calling thread stops what it runs here: a wait for a connection or a lock, a running query, the
 * next statement or the commit fail with {@link io.agentstorage.core.error.CancelledException}, the transaction is rolled
 * back, and the thread stays interrupted.
 */
public interface Database extends AutoCloseable {

  /**
   * Runs a block that only reads. It sees one state of the database from its first query to its end, whatever is
   * written meanwhile; inside a {@link #write} it sees what that has written.
   *
   * @param block the work
   * @param <T> what it gives
   * @param <X> the checked exception it may throw
   * @return what the block gave
   * @throws X what the block threw, as it is
   * @throws io.agentstorage.core.error.ReadOnlyException if the block writes
   * @throws io.agentstorage.core.error.StorageException if the database fails
   */
  default <T extends @Nullable Object, X extends Exception> T read(TransactionBlock<T, X> block)
      throws X {
    return read(TransactionOptions.defaults(), block);
  }

  /**
   * Runs a block that reads and writes. All of it is stored when this returns, and none of it when this throws.
   *
   * @param block the work
   * @param <T> what it gives
   * @param <X> the checked exception it may throw
   * @return what the block gave
   * @throws X what the block threw, as it is
   * @throws io.agentstorage.core.error.StorageException if the database fails, or if the calling thread is inside a
   *     {@link #read}, which cannot become a write
   */
  default <T extends @Nullable Object, X extends Exception> T write(TransactionBlock<T, X> block)
      throws X {
    return write(TransactionOptions.defaults(), block);
  }

  /**
   * Runs a block that only reads, as {@link #read(TransactionBlock)} does.
   *
   * @param options until when, and whether again
   * @param block the work
   * @param <T> what it gives
   * @param <X> the checked exception it may throw
   * @return what the block gave
   * @throws X what the block threw, as it is
   * @throws io.agentstorage.core.error.CancelledException if the deadline passes or the thread is interrupted
   * @throws io.agentstorage.core.error.ReadOnlyException if the block writes
   * @throws io.agentstorage.core.error.StorageException if the database fails
   */
  <T extends @Nullable Object, X extends Exception> T read(
      TransactionOptions options, TransactionBlock<T, X> block) throws X;

  /**
   * Runs a block that reads and writes, as {@link #write(TransactionBlock)} does.
   *
   * @param options until when, and whether again
   * @param block the work
   * @param <T> what it gives
   * @param <X> the checked exception it may throw
   * @return what the block gave
   * @throws X what the block threw, as it is
   * @throws io.agentstorage.core.error.CancelledException if the deadline passes or the thread is interrupted
   * @throws io.agentstorage.core.error.StorageException if the database fails, or if the calling thread is inside a
   *     {@link #read}, which cannot become a write
   */
  <T extends @Nullable Object, X extends Exception> T write(
      TransactionOptions options, TransactionBlock<T, X> block) throws X;

  /**
   * Typed SQL outside of a block: each query is a transaction of its own that only reads. Inside a block it joins the
   * block's transaction. A lazily fetched result holds a connection until it is closed.
   *
   * @return the context; thread-safe, good until the database is closed
   */
  DSLContext dsl();

  /**
   * Whether the calling thread is inside a block of this database.
   *
   * @return true inside a {@link #read} or a {@link #write}
   */
  boolean inTransaction();

  /**
   * Bulk loads of a table.
   *
   * @param table a table with a primary key: one of this library's, or one of your own in the same database, whose class
   *     jOOQ has generated or you have written. Keys and references are those that the class knows of
   * @param <R> the type of its records
   * @return the load, for any number of loads
   * @throws IllegalArgumentException if the table has no primary key
   */
  default <R extends Record> TableBulkLoad<R> bulk(Table<R> table) {
    return new TableLoads<>(this, table);
  }

  /**
   * The cluster whose rows the stores over this database read and write.
   *
   * @return its id
   */
  ClusterId cluster();

  /**
   * Waits for what is running, at most 10 seconds for each pool of connections, then closes them. Closing again does
   * nothing.
   *
   * @throws io.agentstorage.core.error.StorageException if a stream or a transaction is still open, or something could
   *     not be closed
   */
  @Override
  void close();
}
