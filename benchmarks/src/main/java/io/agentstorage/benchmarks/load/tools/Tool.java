// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load.tools;

import java.sql.Connection;
import java.sql.SQLException;

/** One way to write rows to a database, open on one file. Not thread-safe. */
public interface Tool extends AutoCloseable {
  /**
   * What takes the rows of a table.
   *
   * @param table the table
   * @param mode what becomes of a key that is there
   * @return a sink that lives as long as this
   * @throws SQLException if a statement cannot be prepared
   */
  RowSink sink(RowTable table, WriteMode mode) throws SQLException;

  /**
   * The connection that it writes on, for look-ups within its transaction.
   *
   * @return the connection
   * @throws SQLException if there is none
   */
  Connection connection() throws SQLException;

  /**
   * Begins a transaction.
   *
   * @throws SQLException if it cannot
   */
  void begin() throws SQLException;

  /**
   * Ends the transaction.
   *
   * @throws SQLException if it cannot
   */
  void commit() throws SQLException;

  @Override
  void close() throws SQLException;
}
