// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.spi.bulk.CheckpointHold;
import io.agentstorage.core.spi.bulk.Staging;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jooq.Configuration;
import org.jooq.Converter;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * What differs between databases and what jOOQ's own dialects do not cover. Each database module has one and puts it
 * into the data of its configurations under this class; the repositories ask it, and never which database they are on.
 * What can be a function or a trigger of the same name and meaning on each of them is in the migrations instead: {@code
 * annotation_value}, the trigger that keeps the history. Thread-safe.
 */
public interface Dialect {

  /**
   * The dialect of a database.
   *
   * @param configuration the configuration of a transaction
   * @return its dialect
   */
  static Dialect of(Configuration configuration) {
    return (Dialect)
        Objects.requireNonNull(
            configuration.data(Dialect.class),
            "the configuration comes from no database module of this library");
  }

  /**
   * Translates a failure, for code that speaks JDBC itself.
   *
   * @param connection what it was run on, which may know why it was stopped; or null
   * @param sql the statement with its placeholders, or null
   * @param failure what the driver threw
   * @return the exception to throw
   */
  StorageException translate(
      @Nullable Connection connection, @Nullable String sql, SQLException failure);

  /**
   * Where the database is now: it tells whether what was read in one transaction may be believed in a later one of the
   * same thread.
   *
   * @param tx a write transaction
   * @return a mark; another one is equal only if nothing at all was changed in between, by anybody
   */
  default Object changeMark(DSLContext tx) {
    return new Object();
  }

  /**
   * Whether short writes of several threads are to share a transaction. Not where a commit costs nothing, nor where a thread
   * may have the only connection in results that it left open: others would wait for it, and it for them.
   *
   * @return true unless a database says otherwise
   */
  default boolean sharesCommits() {
    return true;
  }

  /**
   * Keeps checkpoints from running while rows are loaded, where the database has such.
   *
   * @return the hold; to be closed
   */
  default CheckpointHold holdCheckpoints() {
    return CheckpointHold.NONE;
  }

  /**
   * Whether a transaction that goes on for longer may be in the way of others. Asked by a thread that is in a write
   * transaction.
   *
   * @return false if nobody in this process waits to write, and a longer transaction is worth it; true, the default, if that
   *     cannot be told
   */
  default boolean writersMayWait() {
    return true;
  }

  /**
   * Runs work that writes rows and all that they refer to, where the database can be told not to check that again. It
   * has no effect in a transaction that has begun before.
   *
   * @param work what to run; its transactions are on the calling thread
   * @param <T> what it gives
   * @return what it gave
   */
  default <T> T withoutForeignKeyChecks(Supplier<T> work) {
    return work.get();
  }

  /**
   * Checks constraints that would be checked at the end of the transaction, where the database can do so before.
   *
   * @param tx a write transaction
   * @return whether it can: false, the default, if nothing was checked
   * @throws io.agentstorage.core.error.ConstraintViolationException if one does not hold
   * @throws io.agentstorage.core.error.DuplicateKeyException if it is one about a unique key
   */
  default boolean checkDeferred(DSLContext tx) {
    return false;
  }

  /**
   * What many rows can be put into to be written with one statement, where the database has such.
   *
   * @return it; null, the default, if rows are best written as a batch
   */
  default @Nullable Staging staging() {
    return null;
  }

  /**
   * How many rows are best inserted with one statement, where there are many.
   *
   * @param columns how many columns a row has
   * @return the number; 1 where a batch of single rows is as fast
   */
  default int rowsInOneInsert(int columns) {
    return 1;
  }

  /**
   * The partitions of tables that are kept by day.
   *
   * @return them; null, the default, if the database keeps no table so
   */
  default @Nullable DayPartitions dayPartitions() {
    return null;
  }

  /**
   * How the values of a column are written. All ways of writing a column are read by the column's own converter.
   *
   * @param column a column of a generated table
   * @return the converter of its parameters
   */
  default Converter<?, ?> converter(Field<?> column) {
    return column.getConverter();
  }

  /**
   * Why a value that its driver takes would be stored as another.
   *
   * @param value the value
   * @return what the database makes of it, for a message; null, the default, if it is stored as it is
   */
  default @Nullable String storesOtherwise(Object value) {
    return null;
  }

  /**
   * What the database takes on the disk now.
   *
   * @param tx a transaction
   * @return the figures
   */
  default DatabaseSpace space(DSLContext tx) {
    return new DatabaseSpace(0, 0, OptionalLong.empty(), OptionalLong.empty());
  }

  /**
   * Gives some of what is free in the database file back to the filesystem, where the database does that only when it is
   * told to.
   *
   * @param tx a write transaction
   * @param keepFree how many free bytes stay
   * @param mostBytes how many bytes are given back at the most
   * @return how many were; 0 when nothing is left to give back
   */
  default long giveBack(DSLContext tx, long keepFree, long mostBytes) {
    return 0;
  }

  /**
   * Moves a write-ahead log into the file and makes its file empty, as far as others do not need it now. Called outside of
   * transactions.
   */
  default void shortenLog() {}
}
