// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi.bulk;

import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.DuplicateKeyException;
import io.agentstorage.core.error.StorageException;
import java.sql.SQLException;
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
  private final Map<Shape, RowsStatement> statements =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Shape, RowsStatement> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * Some of the rows that are to be inserted.
   *
   * @param rows all of them
   * @param begin the first
   * @param end the one after the last
   * @param shared the columns whose value all rows share, a bit for each
   */
  record Part(List<@Nullable Object[]> rows, int begin, int end, long shared) {

    Part of(int from, int to) {
      return new Part(rows, from, to, shared);
    }
  }

  /** A statement for so many rows that share the values of these columns. */
  private record Shape(long shared, int rows) {}

  RowsTogether(Table<?> table, List<Field<?>> columns) {
    this.table = table;
    this.columns = columns;
  }

  /**
   * Inserts rows, as long as none of them is refused and there are enough.
   *
   * @param part which of them
   * @param atOnce how many with one statement
   * @param inserted is set to 1 for each
   * @return the first that was not inserted
   */
  int run(DSLContext tx, Part part, int atOnce, int[] inserted) {
    int begin = part.begin();
    List<@Nullable Object[]> rows = part.rows();
    if (begin + atOnce > part.end()) {
      return begin;
    }
    long shared = part.shared();
    RowsStatement statement =
        statements.computeIfAbsent(
            new Shape(shared, atOnce),
            shape -> RowsStatement.render(tx, table, columns, shared, atOnce));
    int from = begin;
    try (Run run = new Run(tx, statement)) {
      for (int to = from + atOnce; to <= part.end(); to += atOnce) {
        requireAll(run.insert(rows.subList(from, to)), atOnce);
        Arrays.fill(inserted, from, to, 1);
        from = to;
      }
    } catch (DuplicateKeyException | ConstraintViolationException e) {
      return from; // the statement has left nothing; one by one it shows which rows are refused
    }
    return from;
  }

  /** A statement being run, without a batch, for which drivers keep all values twice more. */
  private static final class Run extends RenderedStatement {
    private final RowsStatement rows;

    Run(DSLContext tx, RowsStatement rows) {
      super(tx, rows.sql());
      this.rows = rows;
    }

    int insert(List<@Nullable Object[]> values) {
      try {
        bind(rows.values(values), rows.types());
        return statement().executeUpdate();
      } catch (SQLException e) {
        throw translate(e);
      }
    }
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

  /** All of these rows. */
  Part all(List<@Nullable Object[]> rows) {
    return new Part(rows, 0, rows.size(), rows.isEmpty() ? 0 : shared(rows));
  }

  /** The columns whose value all rows share, a bit for each. */
  private long shared(List<@Nullable Object[]> rows) {
    long shared = columns.size() < Long.SIZE ? (1L << columns.size()) - 1 : 0;
    @Nullable Object[] first = rows.get(0);
    for (int i = 1; i < rows.size() && shared != 0; i++) {
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
