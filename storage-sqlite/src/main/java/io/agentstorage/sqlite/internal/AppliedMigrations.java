// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.error.SchemaMismatchException;
import io.agentstorage.core.spi.Migration;
import io.agentstorage.core.spi.SchemaState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads which migrations a file has. */
final class AppliedMigrations {
  private AppliedMigrations() {}

  /**
   * Reads them.
   *
   * @param connection any connection to the file
   * @param place where the file is, for messages
   * @return the migrations in their order; none where the file is empty
   * @throws SchemaMismatchException if the file is of something else
   * @throws SQLException if it cannot be read
   */
  static List<SchemaState.Applied> read(Connection connection, String place) throws SQLException {
    List<SchemaState.Applied> applied = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      if (number(statement, SqliteStatements.TABLES) == 0) {
        return applied;
      }
      if (number(statement, SqliteStatements.HAS_HISTORY) == 0) {
        throw new SchemaMismatchException(
            "open "
                + place
                + ": it is an SQLite database of something else, with tables of its own; name"
                + " another file");
      }
      try (ResultSet row = statement.executeQuery(SqliteStatements.HISTORY)) {
        while (row.next()) {
          Migration migration = new Migration(row.getString(1), row.getInt(2));
          applied.add(new SchemaState.Applied(migration, row.getBoolean(3)));
        }
      }
    }
    return applied;
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
