// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Changes many rows, each found by its key: as a batch, or, where the database offers {@link Staging}, all with one
 * statement. The statements are rendered once. For one database, used by one thread.
 */
public final class BulkUpdate {
  private final Table<?> table;
  private final List<Field<?>> columns;
  private final List<Field<?>> key;
  private final Order order;
  private final Rule rule;
  private @Nullable RowStatement statement;
  private @Nullable String againSql;
  private @Nullable String stagedSql;

  /** Whether it matters which row is changed first. */
  public enum Order {
    /** Each row after those before it: what it writes may be what an earlier one gives up. */
    OF_INPUT,
    /** Only rows of one key are changed one after the other. */
    ANY
  }

  /** A column's value in a row of the input. */
  @FunctionalInterface
  public interface Values {

    /**
     * The value of a column.
     *
     * @param column one of the columns of the input
     * @param <V> its type
     * @return an expression for it
     */
    <V> Field<V> of(Field<V> column);
  }

  /** What changes a row. */
  @FunctionalInterface
  public interface Rule {

    /**
     * Says what the stored row of a key becomes.
     *
     * @param values the values of the row of the input
     * @return the change; its expressions have no parameters other than the values
     */
    Change of(Values values);
  }

  /**
   * What a row becomes.
   *
   * @param set the columns that are set, and to what
   * @param differs where it is done at all
   */
  public record Change(Map<Field<?>, Field<?>> set, Condition differs) {}

  /**
   * An update.
   *
   * @param table the table
   * @param columns which columns each row of the input gives, the key among them
   * @param key the columns of a unique key, by which the rows are found
   * @param order whether it matters which row is changed first
   * @param rule what a row becomes
   */
  public BulkUpdate(
      Table<?> table,
      List<? extends Field<?>> columns,
      List<? extends Field<?>> key,
      Order order,
      Rule rule) {
    this.table = table;
    this.columns = List.copyOf(columns);
    this.key = List.copyOf(key);
    this.order = order;
    this.rule = rule;
  }

  /**
   * Which columns a row of the input gives.
   *
   * @return the columns, in the order of the values
   */
  public List<Field<?>> columns() {
    return columns;
  }

  /**
   * Changes rows, as if one after the other.
   *
   * @param tx a write transaction
   * @param rows the values of each, as {@link RowEncoder} gave them
   * @return for each row 1 if it changed something, else 0
   */
  public int[] run(DSLContext tx, List<@Nullable Object[]> rows) {
    StagedRows staged = order == Order.ANY ? Staging.of(tx, table, columns, rows) : null;
    return staged == null ? runBatch(tx, rows) : runStaged(tx, staged, rows);
  }

  /** The first row of each key at once, for one statement changes a stored row once; then the rest in their order. */
  private int[] runStaged(DSLContext tx, StagedRows staged, List<@Nullable Object[]> rows) {
    if (stagedSql == null || againSql == null) {
      againSql = renderAgain(tx, staged);
      stagedSql = renderStaged(tx, staged);
    }
    boolean[] again = new boolean[rows.size()];
    try (RenderedQuery query = new RenderedQuery(tx, againSql)) {
      query.run(row -> again[Math.toIntExact(row.getLong(1))] = true);
    }
    int[] changed = new int[rows.size()];
    try (RenderedQuery query = new RenderedQuery(tx, stagedSql)) {
      query.run(row -> changed[Math.toIntExact(row.getLong(1))] = 1);
    }
    List<@Nullable Object[]> rest = new ArrayList<>();
    for (int i = 0; i < again.length; i++) {
      if (again[i]) {
        rest.add(rows.get(i));
      }
    }
    if (!rest.isEmpty()) {
      int[] changedAgain = runBatch(tx, rest);
      int at = 0;
      for (int i = 0; i < again.length; i++) {
        if (again[i]) {
          changed[i] = changedAgain[at++];
        }
      }
    }
    return changed;
  }

  /** Takes out the rows whose key came before. The server compares the keys, as only it knows when they are equal. */
  private String renderAgain(DSLContext tx, StagedRows staged) {
    List<Field<?>> own = new ArrayList<>(key.size());
    key.forEach(column -> own.add(staged.of(column)));
    return tx.deleteFrom(staged.table())
        .where(
            staged
                .number()
                .notIn(DSL.select(DSL.min(staged.number())).from(staged.table()).groupBy(own)))
        .returningResult(staged.number())
        .getSQL();
  }

  private String renderStaged(DSLContext tx, StagedRows staged) {
    Change change = rule.of(staged::of);
    return tx.update(table)
        .set(change.set())
        .from(staged.table())
        .where(RowKeys.same(key, staged::of))
        .and(change.differs())
        .returningResult(staged.number())
        .getSQL();
  }

  private int[] runBatch(DSLContext tx, List<@Nullable Object[]> rows) {
    RowStatement single = statement == null ? render(tx) : statement;
    try (RenderedBatch batch = new RenderedBatch(tx, single.sql(), single.parameters())) {
      for (@Nullable Object[] row : rows) {
        batch.addEncoded(single.values(row));
      }
      return batch.execute();
    }
  }

  private RowStatement render(DSLContext tx) {
    RowStatement rendered =
        RowStatement.render(
            tx,
            columns,
            values -> {
              Change change = rule.of(values);
              return tx.update(table)
                  .set(change.set())
                  .where(RowKeys.same(key, values))
                  .and(change.differs());
            });
    statement = rendered;
    return rendered;
  }
}
