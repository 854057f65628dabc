// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

import io.agentstorage.core.spi.Dialect;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * Makes a table out of many rows faster than they could be written one by one, so that one statement writes them all
 * where they belong. Thread-safe.
 */
public interface Staging {

  /**
   * From how many rows on it is worth it.
   *
   * @return the least number of rows
   */
  int leastRows();

  /**
   * Puts rows into a table of their own, which only this transaction sees and which ends with it. The next call for the
   * same target and columns empties it, and gives it the same name.
   *
   * @param tx a write transaction
   * @param target the table whose columns they have
   * @param columns which columns are given
   * @param rows the values of each, as {@link RowEncoder} gave them
   * @return the table; null if that cannot be done with these rows, or is not permitted: nothing was done then
   */
  @Nullable StagedRows stage(
      DSLContext tx, Table<?> target, List<Field<?>> columns, List<@Nullable Object[]> rows);

  /**
   * Puts rows into a table of their own, where the database can and it is worth it.
   *
   * @param tx a write transaction
   * @param target the table whose columns they have
   * @param columns which columns are given
   * @param rows the values of each, as {@link RowEncoder} gave them
   * @return the table, or null if they are to be written one by one
   */
  static @Nullable StagedRows of(
      DSLContext tx, Table<?> target, List<Field<?>> columns, List<@Nullable Object[]> rows) {
    Staging staging = Dialect.of(tx.configuration()).staging();
    return staging == null || rows.size() < staging.leastRows()
        ? null
        : staging.stage(tx, target, columns, rows);
  }
}
