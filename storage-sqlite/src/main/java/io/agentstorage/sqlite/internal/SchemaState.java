// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.error.SchemaMismatchException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** How the schema in a file relates to the one of this version of the library. */
enum SchemaState {
  /** Nothing is in it. */
  EMPTY,
  /** Some migrations are still to be applied. */
  OLDER,
  /** The same migrations, with the same contents. */
  CURRENT;

  /**
   * Compares, without the migration engine, which costs most of a second to load.
   *
   * @param connection any connection to the file
   * @param place where the file is, for messages
   * @return how it relates
   * @throws SchemaMismatchException if it is newer, foreign, or was changed
   * @throws SQLException if it cannot be read
   */
  static SchemaState of(Connection connection, String place) throws SQLException {
    List<Migration> expected = Migration.all();
    try (Statement statement = connection.createStatement()) {
      if (number(statement, SqliteStatements.TABLES) == 0) {
        return EMPTY;
      }
      if (number(statement, SqliteStatements.HAS_HISTORY) == 0) {
        throw new SchemaMismatchException(
            "open "
                + place
                + ": it is an SQLite database of something else, with tables of its own; name"
                + " another file");
      }
      int applied = 0;
      try (ResultSet row = statement.executeQuery(SqliteStatements.HISTORY)) {
        while (row.next()) {
          compare(expected, applied, row, place);
          applied++;
        }
      }
      return applied == expected.size() ? CURRENT : OLDER;
    }
  }

  private static void compare(List<Migration> expected, int at, ResultSet row, String place)
      throws SQLException {
    String version = row.getString(1);
    if (at >= expected.size()) {
      throw new SchemaMismatchException(
          "open "
              + place
              + ": its schema has version "
              + version
              + ", this library knows versions up to "
              + expected.get(expected.size() - 1).version()
              + "; use the newer version of Agent Storage that wrote it");
    }
    if (!row.getBoolean(3)) {
      throw new SchemaMismatchException(
          "open "
              + place
              + ": migration "
              + version
              + " failed half-way; restore it from a backup");
    }
    Migration migration = expected.get(at);
    if (!migration.version().equals(version) || migration.checksum() != row.getInt(2)) {
      throw new SchemaMismatchException(
          "open "
              + place
              + ": its migration "
              + version
              + " is not the one of this library; use the version of Agent Storage that wrote it,"
              + " or load the data into a new file");
    }
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
