// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Inserts many rows of one table where their key is new. The statement is rendered once. For one database, used by one
 * thread.
 */
public final class BulkInsert {
  private final Table<?> table;
  private final List<Field<?>> columns;
  private final List<Field<?>> key;
  private @Nullable String sql;

  /**
   * An insert.
   *
   * @param table the table
   * @param columns which columns are given
   * @param key the columns of the unique key by which a row is known to be stored; empty if no row can be, so that every
   *     key that is met is an error
   */
  public BulkInsert(
      Table<?> table, List<? extends Field<?>> columns, List<? extends Field<?>> key) {
    this.table = table;
    this.columns = List.copyOf(columns);
    this.key = List.copyOf(key);
  }

  /**
   * Which columns are given.
   *
   * @return the columns, in the order of the values
   */
  public List<Field<?>> columns() {
    return columns;
  }

  /**
   * Inserts rows.
   *
   * @param tx a write transaction
   * @param rows the values of each, as {@link RowEncoder} gave them
   * @return 1 for each row that was inserted, 0 for each whose key was there, also by an earlier one of these rows
   */
  public int[] run(DSLContext tx, List<@Nullable Object[]> rows) {
    try (RenderedBatch batch = new RenderedBatch(tx, sql(tx), columns)) {
      rows.forEach(batch::addEncoded);
      return batch.execute();
    }
  }

  private String sql(DSLContext tx) {
    String rendered = sql;
    if (rendered == null) {
      List<Field<?>> parameters = new ArrayList<>(columns.size());
      columns.forEach(column -> parameters.add(DSL.param(column)));
      var insert = tx.insertInto(table).columns(columns).values(parameters);
      rendered = key.isEmpty() ? insert.getSQL() : insert.onConflict(key).doNothing().getSQL();
      sql = rendered;
    }
    return rendered;
  }
}
