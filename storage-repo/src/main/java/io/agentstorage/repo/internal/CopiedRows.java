// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.error.CorruptException;
import org.jooq.Cursor;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** The rows of a table as they are read, in the order of its key. Used by one thread. */
final class CopiedRows implements AutoCloseable {
  private final CopiedTable table;
  private final Cursor<? extends Record> cursor;
  private @Nullable CopiedRow last;

  CopiedRows(CopiedTable table, Cursor<? extends Record> cursor) {
    this.table = table;
    this.cursor = cursor;
  }

  /** The next row, or null after the last. */
  @Nullable CopiedRow next() {
    Record read = cursor.fetchNext();
    if (read == null) {
      return null;
    }
    @Nullable Object[] values = new @Nullable Object[read.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = read.get(i);
      // SQLite keeps no sign of zero, so that it would differ for ever; the text of a sample has
      // it.
      values[i] = value instanceof Double number && number == 0 ? Double.valueOf(0) : value;
    }
    CopiedRow row = new CopiedRow(values);
    // Rows that are elsewhere than they are looked for would be taken for missing, and deleted.
    if (last != null && table.compareKeys(last, row) >= 0) {
      throw new CorruptException(
          "copy "
              + table.name()
              + ": its rows do not come in the order of their keys; an index is damaged, or a"
              + " column of text has not the binary collation that it was created with: rebuild it,"
              + " or restore the database from a backup");
    }
    last = row;
    return row;
  }

  @Override
  public void close() {
    cursor.close();
  }
}
