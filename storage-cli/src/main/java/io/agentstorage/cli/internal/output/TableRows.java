// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in columns for people, each on one line. */
final class TableRows implements RowOutput {
  private final StreamedColumns columns;

  TableRows(PrintStream out, List<String> names) {
    this.columns = new StreamedColumns(out, names.toArray(String[]::new));
  }

  @Override
  public void write(List<@Nullable Object> values) {
    String[] cells = new String[values.size()];
    for (int i = 0; i < cells.length; i++) {
      Object value = values.get(i);
      cells[i] = value == null ? "NULL" : Values.text(value);
    }
    columns.add(cells);
  }

  @Override
  public void close() {
    columns.close();
  }
}
