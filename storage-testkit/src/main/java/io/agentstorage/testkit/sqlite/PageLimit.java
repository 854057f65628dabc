// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sqlite;

import io.agentstorage.core.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * FULL: a database may grow by a few pages only, until this is closed. A write beyond that fails as on a full disk, with
 * SQLite's own code for it, and SQLite undoes its transaction. Freed pages inside the file may still be used. It is a
 * limit of the connection that writes: of a process's own, not of the file. Thread-safe.
 */
public final class PageLimit implements AutoCloseable {
  /** The most that SQLite itself allows (sqlite.org/limits.html). */
  private static final long NONE = 4294967294L;

  private final Database database;

  private PageLimit(Database database) {
    this.database = database;
  }

  /**
   * Sets the limit.
   *
   * @param database an open SQLite database
   * @param morePages by how many pages, of 4096 bytes, it may still grow; from 0
   * @return the limit
   */
  public static PageLimit of(Database database, int morePages) {
    database.write(
        tx -> {
          tx.connection(
              connection -> {
                try (Statement statement = connection.createStatement()) {
                  set(statement, number(statement, "PRAGMA page_count") + morePages);
                }
              });
          return null;
        });
    return new PageLimit(database);
  }

  /** Lifts the limit. Closing again does nothing. */
  @Override
  public void close() {
    database.write(
        tx -> {
          tx.connection(
              connection -> {
                try (Statement statement = connection.createStatement()) {
                  set(statement, NONE);
                }
              });
          return null;
        });
  }

  private static void set(Statement statement, long pages) throws SQLException {
    long now = number(statement, "PRAGMA max_page_count = " + pages);
    if (now != pages) {
      throw new IllegalStateException(
          "the page limit was set to " + pages + " and reads back as " + now);
    }
  }

  private static long number(Statement statement, String pragma) throws SQLException {
    try (ResultSet row = statement.executeQuery(pragma)) {
      row.next();
      return row.getLong(1);
    }
  }
}
