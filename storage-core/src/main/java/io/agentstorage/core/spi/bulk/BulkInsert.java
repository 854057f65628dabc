// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.spi.Dialect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertOnDuplicateStep;
import org.jooq.Query;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Inserts many rows of one table where their key is new: as a batch, many rows to a statement where that is faster, or,
 * where the database offers {@link Staging}, all with one. The statements are rendered once. For one database, used by
 * one thread.
 */
public final class BulkInsert {
  /** Drivers keep the values of a whole batch once more. */
  private static final int BATCH_ROWS = 1_000;

  /** How often rows may be refused together until the rest is inserted one by one: each time costs their insert twice. */
  private static final int PATIENCE = 4;

  /** How many times fewer rows are tried next. */
  private static final int FEWER = 16;

  private final Table<?> table;
  private final List<Field<?>> columns;
  private final List<Field<?>> key;
  private final int[] keyPlaces;
  private final Order order;
  private final RowsTogether together;
  private @Nullable String sql;
  private @Nullable String stagedSql;

  /** In which order rows come. */
  public enum Order {
    /** That of the larger indexes, or nearly: neighbours go to the same page. */
    OF_INDEXES,
    /** Any. */
    ANY
  }

  /**
   * An insert.
   *
   * @param table the table
   * @param columns which columns are given
   * @param key the columns of the unique key by which a row is known to be stored; empty if no row can be, so that every
   *     key that is met is an error
   * @param order in which order rows come
   */
  public BulkInsert(
      Table<?> table, List<? extends Field<?>> columns, List<? extends Field<?>> key, Order order) {
    this.table = table;
    this.columns = List.copyOf(columns);
    this.key = List.copyOf(key);
    this.order = order;
    this.keyPlaces = this.key.stream().mapToInt(this.columns::indexOf).toArray();
    this.together = new RowsTogether(table, this.columns);
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
    StagedRows staged = allHaveKeys(rows) ? Staging.of(tx, table, columns, rows) : null;
    if (staged != null) {
      return key.isEmpty()
          ? insertAll(tx, staged, rows.size())
          : insertNew(tx, staged, rows.size());
    }
    int[] inserted = new int[rows.size()];
    int atOnce =
        order == Order.OF_INDEXES
            ? Dialect.of(tx.configuration()).rowsInOneInsert(columns.size())
            : 1;
    insert(tx, together.all(rows), atOnce, inserted);
    return inserted;
  }

  /** What is left over, or is with one that is refused, goes in smaller numbers, in the end one by one. */
  private void insert(DSLContext tx, RowsTogether.Part part, int atOnce, int[] inserted) {
    if (atOnce <= 1) {
      insertOneByOne(tx, part.rows(), part.begin(), part.end(), inserted);
      return;
    }
    int from = part.begin();
    for (int refused = 0; from < part.end() && refused < PATIENCE; refused++) {
      from = together.run(tx, part.of(from, part.end()), atOnce, inserted);
      int to = Math.min(part.end(), from + atOnce);
      insert(tx, part.of(from, to), atOnce / FEWER, inserted);
      from = to;
    }
    insertOneByOne(tx, part.rows(), from, part.end(), inserted);
  }

  private void insertOneByOne(
      DSLContext tx, List<@Nullable Object[]> rows, int begin, int end, int[] inserted) {
    if (begin == end) {
      return;
    }
    try (RenderedBatch batch = new RenderedBatch(tx, sql(tx), columns)) {
      for (int from = begin; from < end; from += BATCH_ROWS) {
        int to = Math.min(end, from + BATCH_ROWS);
        rows.subList(from, to).forEach(batch::addEncoded);
        System.arraycopy(batch.execute(), 0, inserted, from, to - from);
      }
    }
  }

  /** Without its key an inserted row could not be told from the others. */
  private boolean allHaveKeys(List<@Nullable Object[]> rows) {
    for (int place : keyPlaces) {
      if (place < 0) {
        return false;
      }
      for (@Nullable Object[] row : rows) {
        if (row[place] == null) {
          return false;
        }
      }
    }
    return true;
  }

  private int[] insertAll(DSLContext tx, StagedRows staged, int count) {
    String rendered = stagedSql;
    if (rendered == null) {
      rendered = fromStaged(tx, staged).getSQL();
      stagedSql = rendered;
    }
    int inserted;
    try (RenderedBatch batch = new RenderedBatch(tx, rendered, List.of())) {
      batch.addEncoded();
      inserted = batch.execute()[0];
    }
    if (inserted != count) {
      throw new StorageException(
          "insert "
              + table.getName()
              + ": of "
              + count
              + " rows "
              + inserted
              + " were stored; look for a trigger or rule of the table that leaves out rows",
          null);
    }
    int[] all = new int[count];
    Arrays.fill(all, 1);
    return all;
  }

  /** The server compares the keys, as only it knows when they are equal; of equal ones the first is stored. */
  private int[] insertNew(DSLContext tx, StagedRows staged, int count) {
    String rendered = stagedSql;
    if (rendered == null) {
      rendered = renderInsertNew(tx, staged);
      stagedSql = rendered;
    }
    int[] inserted = new int[count];
    try (RenderedQuery query = new RenderedQuery(tx, rendered)) {
      query.run(row -> inserted[Math.toIntExact(row.getLong(1))] = 1);
    }
    return inserted;
  }

  private String renderInsertNew(DSLContext tx, StagedRows staged) {
    CommonTableExpression<?> inserted =
        DSL.name("inserted").as(fromStaged(tx, staged).onConflict(key).doNothing().returning(key));
    Condition same = DSL.noCondition();
    List<Field<?>> own = new ArrayList<>(key.size());
    for (Field<?> column : key) {
      own.add(staged.of(column));
      same = same.and(same(inserted, column, staged));
    }
    Query query =
        tx.with(inserted)
            .select(DSL.min(staged.number()))
            .from(staged.table())
            .join(inserted)
            .on(same)
            .groupBy(own);
    return query.getSQL();
  }

  private static <V> Condition same(
      CommonTableExpression<?> inserted, Field<V> column, StagedRows staged) {
    return DSL.field(inserted.getQualifiedName().append(column.getName()), column.getDataType())
        .eq(staged.of(column));
  }

  private InsertOnDuplicateStep<?> fromStaged(DSLContext tx, StagedRows staged) {
    return tx.insertInto(table)
        .columns(columns)
        .select(DSL.select(staged.values()).from(staged.table()).orderBy(staged.number()));
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
