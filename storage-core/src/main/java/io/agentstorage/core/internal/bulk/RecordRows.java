// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import org.jooq.Record;
import org.jooq.Table;

/** Records: the columns that were set, and those of the key; all columns where none was set. */
final class RecordRows<R extends Record> implements RowReader<R> {
  private final RowColumns columns;

  RecordRows(Table<R> table) {
    this.columns = new RowColumns(table);
  }

  @Override
  public GivenRow read(R row) {
    boolean whole = !row.touched(); // as it was fetched, perhaps from another database
    return columns.row(i -> whole || row.touched(i), (column, i) -> row.get(i));
  }
}
