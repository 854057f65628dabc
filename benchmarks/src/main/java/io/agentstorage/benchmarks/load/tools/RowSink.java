// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load.tools;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Takes rows of one table. Not thread-safe. */
public interface RowSink {
  /**
   * Takes a row; it may be written later.
   *
   * @param row the values of the columns, not changed afterwards
   * @throws SQLException if it cannot be written
   */
  void add(@Nullable Object[] row) throws SQLException;

  /**
   * Writes the rows that were taken.
   *
   * @throws SQLException if they cannot be written
   */
  void flush() throws SQLException;
}
