// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.DuplicateKeyException;
import io.agentstorage.core.error.StorageException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * Inserts as many rows with one statement as the database likes. SQLite then moves its cursors from where they are
 * instead of from the root of each tree, which makes an insert of sorted rows a quarter cheaper; and a value that all
 * rows have is bound once. It is a plain insert that succeeds or leaves nothing: who it was refused for is found out by
 * inserting the same rows one by one.
 */
final class RowsTogether {
  /** Each has some ten thousand characters, and loads differ little in what their rows share. */
  private static final int KEPT = 8;

  private final Table<?> table;
  private final List<Field<?>> columns;
  private final Map<Long, RowsStatement> statements =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, RowsStatement> eldest) {
          return size() > KEPT;
        }
      };

  RowsTogether(Table<?> table, List<Field<?>> columns) {
    this.table = table;
    this.columns = columns;
  }

  /**
   * Inserts rows, as long as none of them is refused and there are enough.
   *
   * @param begin the first of them
   * @param atOnce how many with one statement; the same each time
   * @param inserted is set to 1 for each
   * @return the first that was not inserted
   */
  int run(DSLContext tx, List<@Nullable Object[]> rows, int begin, int atOnce, int[] inserted) {
    if (begin + atOnce > rows.size()) {
      return begin;
    }
    long shared = shared(rows, begin);
    RowsStatement statement =
        statements.computeIfAbsent(
            shared, bits -> RowsStatement.render(tx, table, columns, bits, atOnce));
    int from = begin;
    try (RenderedBatch batch = new RenderedBatch(tx, statement.sql(), statement.parameters())) {
      for (int to = from + atOnce; to <= rows.size(); to += atOnce) {
        batch.addEncoded(statement.values(rows.subList(from, to)));
        requireAll(batch.execute()[0], atOnce);
        Arrays.fill(inserted, from, to, 1);
        from = to;
      }
    } catch (DuplicateKeyException | ConstraintViolationException e) {
      return from; // the statement has left nothing; one by one it shows which rows are refused
    }
    return from;
  }

  private void requireAll(int inserted, int given) {
    if (inserted != given) {
      throw new StorageException(
          "insert "
              + table.getName()
              + ": of "
              + given
              + " rows "
              + inserted
              + " were stored; look for a trigger or an ON CONFLICT of the table that leaves out"
              + " rows",
          null);
    }
  }

  /** The columns whose value all rows from the first on share, a bit for each. */
  private long shared(List<@Nullable Object[]> rows, int begin) {
    long shared = columns.size() < Long.SIZE ? (1L << columns.size()) - 1 : 0;
    @Nullable Object[] first = rows.get(begin);
    for (int i = begin + 1; i < rows.size() && shared != 0; i++) {
      @Nullable Object[] row = rows.get(i);
      for (long left = shared; left != 0; left &= left - 1) {
        int column = Long.numberOfTrailingZeros(left);
        if (!Objects.equals(first[column], row[column])) {
          shared &= ~(1L << column);
        }
      }
    }
    return shared;
  }
}
