// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections come from. Thread-safe. */
public interface ConnectionSource extends AutoCloseable {

  /**
   * Opens a connection, or gives one that is kept open; in auto-commit mode.
   *
   * @return the connection; closing it gives it back
   * @throws SQLException if none can be had
   */
  Connection get() throws SQLException;

  /**
   * Opens a connection beside those that are kept open, where there are such; it is tried once.
   *
   * @return the connection, in auto-commit mode
   * @throws SQLException if it cannot be opened
   */
  default Connection single() throws SQLException {
    return get();
  }

  /**
   * Closes a connection that nobody must have again.
   *
   * @param connection one that {@link #get} gave
   */
  void discard(Connection connection);

  /** Closes what is kept open and not in use: a connection was lost, and the others may be as well. */
  void discardIdle();

  /**
   * Where the database is, for messages.
   *
   * @return host, port and database
   */
  String place();

  /** Closes what is kept open. */
  @Override
  void close();
}
