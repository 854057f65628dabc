// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * BUSY: a connection of its own, as another process has one, that holds the write lock of a database until it is closed.
 * Writers meanwhile wait for their busy timeout and then get a BusyException; readers notice nothing. Not thread-safe.
 */
public final class WriteLock implements AutoCloseable {
  private final Connection connection;

  private WriteLock(Connection connection) {
    this.connection = connection;
  }

  /**
   * Takes the lock, waiting for it as long as the driver does: 3 seconds.
   *
   * @param database the database file
   * @return the lock
   * @throws SQLException if it cannot be had
   */
  public static WriteLock hold(Path database) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database.toUri());
    boolean taken = false;
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      taken = true;
      return new WriteLock(connection);
    } finally {
      if (!taken) {
        connection.close();
      }
    }
  }

  /**
   * Lets it go. Closing again does nothing.
   *
   * @throws SQLException if the driver cannot
   */
  @Override
  public void close() throws SQLException {
    connection.close(); // rolls back
  }
}
