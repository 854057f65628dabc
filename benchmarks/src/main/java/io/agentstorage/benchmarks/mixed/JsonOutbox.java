// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.mixed;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A {@link io.agentstorage.benchmarks.JsonTable} as an outbox, by plain JDBC with kept statements. */
final class JsonOutbox implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement pending;
  private final PreparedStatement mark;

  JsonOutbox(Path file) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA synchronous = FULL");
    }
    connection.setAutoCommit(false);
    pending =
        connection.prepareStatement(
            "SELECT id, type, namespace, name, metric_labels, labels, annotations, record_created,"
                + " record_updated FROM resource_tags WHERE sent_at IS NULL"
                + " ORDER BY record_updated LIMIT ?");
    mark = connection.prepareStatement("UPDATE resource_tags SET sent_at = ? WHERE id = ?");
  }

  /** Reads all columns, and keeps the ids. */
  List<String> pending(int rows) throws SQLException {
    pending.setInt(1, rows);
    List<String> ids = new ArrayList<>();
    try (ResultSet row = pending.executeQuery()) {
      while (row.next()) {
        for (int column = 2; column <= 9; column++) {
          row.getObject(column);
        }
        ids.add(row.getString(1));
      }
    }
    connection.commit();
    return ids;
  }

  int acknowledge(List<String> ids) throws SQLException {
    for (String id : ids) {
      mark.setLong(1, System.currentTimeMillis());
      mark.setString(2, id);
      mark.addBatch();
    }
    int rows = 0;
    for (int marked : mark.executeBatch()) {
      rows += marked;
    }
    connection.commit();
    return rows;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
