// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks;

import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.spi.TagsJson;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The same resources in one table with their labels as JSON text, as layers over object mappers keep them, asked by plain
 * JDBC with a statement that is kept.
 */
public final class JsonTable implements AutoCloseable {
  private final Connection connection;

  /**
   * Opens a file and makes the table if it is missing.
   *
   * @param file the file
   * @throws SQLException if the driver fails
   */
  public JsonTable(Path file) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
    }
    PeerSchema.create(connection);
  }

  /**
   * Stores resources in one transaction.
   *
   * @param resources what to store
   * @throws SQLException if the driver fails
   */
  public void fill(Stream<ResourceTags> resources) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO resource_tags (id, type, name, namespace, labels, annotations,"
                + " record_created, record_updated, size) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      long rows = 0;
      for (Iterator<ResourceTags> all = resources.iterator(); all.hasNext(); ) {
        ResourceTags resource = all.next();
        String labels = json(resource.labels());
        insert.setString(1, UUID.randomUUID().toString());
        insert.setString(2, resource.type().toString());
        insert.setString(3, resource.name());
        insert.setString(4, Objects.requireNonNullElse(resource.namespace(), ""));
        insert.setString(5, labels);
        insert.setString(6, json(resource.annotations()));
        insert.setLong(7, rows);
        insert.setLong(8, rows);
        insert.setLong(9, labels == null ? 0 : labels.length());
        insert.addBatch();
        if (++rows % 10_000 == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  /** Reads the first resources whose labels have these values; all columns are read, nothing is parsed. */
  int first(int limit, String key, String value) {
    String sql =
        "SELECT * FROM resource_tags WHERE json_extract(labels, ?) = ?"
            + " ORDER BY type, namespace, name LIMIT ?";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, "$.\"" + key + "\"");
      query.setString(2, value);
      query.setInt(3, limit);
      int rows = 0;
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          for (int column = 1; column <= 11; column++) {
            found.getObject(column);
          }
          rows++;
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable String json(@Nullable Map<String, String> tags) {
    return tags == null ? null : TagsJson.write(tags);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
