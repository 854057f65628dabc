// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** One table of resources with labels and annotations as JSON text, as layers over object mappers keep them. */
public final class PeerSchema {
  private PeerSchema() {}

  /**
   * Creates the table and its indexes, where they are missing.
   *
   * @param connection to a database
   * @throws SQLException if it cannot
   */
  public static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS resource_tags (id TEXT PRIMARY KEY, type TEXT NOT NULL, name"
              + " TEXT NOT NULL, namespace TEXT, metric_labels TEXT, labels TEXT, annotations TEXT,"
              + " record_created INTEGER NOT NULL, record_updated INTEGER NOT NULL, sent_at"
              + " INTEGER, size INTEGER NOT NULL)");
      statement.execute(
          "CREATE UNIQUE INDEX IF NOT EXISTS resource_key ON resource_tags (type, namespace,"
              + " name)");
      statement.execute(
          "CREATE INDEX IF NOT EXISTS resource_updated ON resource_tags (record_updated)");
      statement.execute("CREATE INDEX IF NOT EXISTS resource_sent ON resource_tags (sent_at)");
    }
  }
}
