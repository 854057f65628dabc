// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load.tools;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what becomes of rows until they are written together. */
abstract class BufferedSink<T> implements RowSink {
  private List<T> rows = new ArrayList<>();

  abstract T convert(@Nullable Object[] row);

  abstract void write(List<T> some) throws SQLException;

  @Override
  public final void add(@Nullable Object[] row) {
    rows.add(convert(row));
  }

  @Override
  public final void flush() throws SQLException {
    if (!rows.isEmpty()) {
      List<T> some = rows;
      rows = new ArrayList<>(some.size());
      write(some);
    }
  }
}
