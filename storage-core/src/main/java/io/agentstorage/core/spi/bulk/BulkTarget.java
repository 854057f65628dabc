// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

import java.util.Comparator;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a bulk load puts its rows. One load uses it: {@link #prepare} and {@link #order} on the thread that reads, the
 * rest on the thread that writes, at the same time.
 *
 * @param <T> the type of the rows
 * @param <P> what a row becomes before it is written
 */
public interface BulkTarget<T, P> {

  /**
   * Does with a row all that can be done outside of a transaction.
   *
   * @param row the row
   * @return the prepared row
   * @throws io.agentstorage.core.error.ConstraintViolationException if the row can never be stored, which rejects it
   */
  P prepare(T row);

  /**
   * How large a row is.
   *
   * @param row the prepared row
   * @return about how many bytes its values have
   */
  long bytes(P row);

  /**
   * In which order the rows of a chunk are best written. Rows of one key must be equal in it: they keep their order.
   *
   * @return the order, or null to keep that of the input
   */
  default @Nullable Comparator<? super P> order() {
    return null;
  }

  /**
   * Whether it stores, in the same transaction, all that its rows refer to, so that foreign keys need not be checked.
   *
   * @return false unless it does
   */
  default boolean storesWhatRowsReferTo() {
    return false;
  }

  /**
   * Whether nothing refuses its rows only when they are committed, so that several chunks may be committed together though
   * nobody asked for it.
   *
   * @return false unless it is known
   */
  default boolean mayShareCommits() {
    return false;
  }

  /**
   * Writes rows. If it throws, all that it did is rolled back.
   *
   * @param tx a write transaction
   * @param rows the rows
   * @param update whether rows whose key is stored are changed
   * @return what was done to each, in their order
   */
  Effect[] write(DSLContext tx, List<P> rows, boolean update);

  /**
   * Checks what would refuse rows only when the transaction is committed. Asked where a commit was refused, and the
   * database cannot check it before.
   *
   * @param tx the transaction in which they were written
   * @param rows the rows, without those that were left as they are
   * @throws io.agentstorage.core.error.ConstraintViolationException if one of them would be refused
   * @throws io.agentstorage.core.error.DuplicateKeyException if one would be for its key
   */
  default void checkDeferred(DSLContext tx, List<P> rows) {}

  /**
   * The load has written something of its own into the same transaction.
   *
   * @param tx the transaction
   */
  default void noteOtherChange(DSLContext tx) {}

  /** What was written since the last call is committed, or is so as soon as the caller's own transaction is. */
  default void committed() {}

  /** What was written since the last call of {@link #committed} was rolled back. */
  default void forget() {}

  /**
   * Tells which rows may have the same key to the database, which may ignore the case of letters, say.
   *
   * @param row the prepared row
   * @return equal for those that may, and perhaps for others
   */
  default Object key(P row) {
    return describe(row);
  }

  /**
   * Names a row for an error.
   *
   * @param row the prepared row
   * @return its key
   */
  String describe(P row);
}
