// SPDX-License-Identifier: Apache-2.0

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Prints what SQLite itself says of a database file: integrity, foreign keys, and the number of resources. */
final class IntegrityCheck {
  public static void main(String[] args) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + args[0]);
        Statement statement = connection.createStatement()) {
      String integrity = first(statement, "PRAGMA integrity_check");
      String foreign = first(statement, "PRAGMA foreign_key_check");
      System.out.println(
          (integrity + (foreign.isEmpty() ? "" : ",foreign-key:" + foreign)).replace(' ', '-')
              + " "
              + first(statement, "SELECT count(*) FROM resource_tags"));
    }
  }

  private static String first(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : "";
    }
  }
}
