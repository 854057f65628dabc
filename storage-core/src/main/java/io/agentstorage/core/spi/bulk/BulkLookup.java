// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Looks up many rows by their key with one query, where the database offers {@link Staging}. The query is rendered once.
 * For one database, used by one thread.
 */
public final class BulkLookup {
  private final Table<?> table;
  private final List<Field<?>> columns;
  private final List<Field<?>> key;
  private final Question question;
  private @Nullable String sql;

  /** What is asked of a stored row. */
  @FunctionalInterface
  public interface Question {

    /**
     * Says what is asked.
     *
     * @param values the values of the row of the input
     * @return an expression on them and on the stored row that is never NULL; without parameters
     */
    Field<?> of(BulkUpdate.Values values);
  }

  /** Takes what was found. */
  @FunctionalInterface
  public interface Found {

    /**
     * Takes a row.
     *
     * @param row the place of the row of the input, from 0
     * @param answer the result at this row: what was asked is in its column 2
     * @throws SQLException if the driver does
     */
    void take(int row, ResultSet answer) throws SQLException;
  }

  /**
   * A look-up.
   *
   * @param table the table
   * @param columns which columns each row of the input gives, the key among them
   * @param key the columns of a unique key
   * @param question what is asked of each stored row
   */
  public BulkLookup(
      Table<?> table,
      List<? extends Field<?>> columns,
      List<? extends Field<?>> key,
      Question question) {
    this.table = table;
    this.columns = List.copyOf(columns);
    this.key = List.copyOf(key);
    this.question = question;
  }

  /**
   * Looks up rows.
   *
   * @param tx a write transaction
   * @param rows the values of each, as {@link RowEncoder} gave them
   * @param found is given each whose key is stored, in any order
   * @return false if the database offers no such, or not for so few rows: nothing was looked up
   */
  public boolean run(DSLContext tx, List<@Nullable Object[]> rows, Found found) {
    StagedRows staged = Staging.of(tx, table, columns, rows);
    if (staged == null) {
      return false;
    }
    String rendered = sql;
    if (rendered == null) {
      rendered = render(tx, staged);
      sql = rendered;
    }
    try (RenderedQuery query = new RenderedQuery(tx, rendered)) {
      query.run(
          answer -> {
            if (answer.getObject(2) != null) {
              found.take(Math.toIntExact(answer.getLong(1)), answer);
            }
          });
    }
    return true;
  }

  /**
   * A subquery for each row, and no join: a planner that knows nothing of the staged rows might read all of the table
   * for it.
   */
  private String render(DSLContext tx, StagedRows staged) {
    Field<?> answer =
        DSL.field(
            DSL.select(question.of(staged::of)).from(table).where(RowKeys.same(key, staged::of)));
    return tx.select(staged.number(), answer).from(staged.table()).getSQL();
  }
}
