// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks;

import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.spi.TagsJson;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores and deletes resources one by one in a {@link JsonTable} by plain JDBC, each durable when it returns, as the library's are;
 * one that is stored already is written again only if it differs. Thread-safe by a lock, as its users do it.
 */
public final class JsonUpsert implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement upsert;
  private final PreparedStatement delete;

  /**
   * Opens a file of a {@link JsonTable}.
   *
   * @param file the file
   * @throws SQLException if the driver fails
   */
  public JsonUpsert(Path file) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("PRAGMA cache_size = -32768");
    }
    upsert =
        connection.prepareStatement(
            "INSERT INTO resource_tags (id, type, name, namespace, labels, annotations,"
                + " record_created, record_updated, size) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (type, namespace, name) DO UPDATE SET labels = excluded.labels,"
                + " annotations = excluded.annotations, record_updated = excluded.record_updated,"
                + " sent_at = NULL, size = excluded.size"
                + " WHERE labels IS NOT excluded.labels"
                + " OR annotations IS NOT excluded.annotations");
    delete =
        connection.prepareStatement(
            "DELETE FROM resource_tags WHERE type = ? AND namespace = ? AND name = ?");
  }

  /**
   * Stores a resource.
   *
   * @param resource the resource
   * @throws SQLException if the driver fails
   */
  public synchronized void upsert(ResourceTags resource) throws SQLException {
    String labels = json(resource.labels());
    long now = System.currentTimeMillis();
    upsert.setString(1, UUID.randomUUID().toString());
    upsert.setString(2, resource.type().toString());
    upsert.setString(3, resource.name());
    upsert.setString(4, Objects.requireNonNullElse(resource.namespace(), ""));
    upsert.setString(5, labels);
    upsert.setString(6, json(resource.annotations()));
    upsert.setLong(7, now);
    upsert.setLong(8, now);
    upsert.setLong(9, labels == null ? 0 : labels.length());
    upsert.executeUpdate();
  }

  /**
   * Deletes a resource.
   *
   * @param key its key
   * @return whether it was there
   * @throws SQLException if the driver fails
   */
  public synchronized boolean delete(ResourceKey key) throws SQLException {
    delete.setString(1, key.type().toString());
    delete.setString(2, Objects.requireNonNullElse(key.namespace(), ""));
    delete.setString(3, key.name());
    return delete.executeUpdate() > 0;
  }

  private static @Nullable String json(@Nullable Map<String, String> tags) {
    return tags == null ? null : TagsJson.write(tags);
  }

  @Override
  public synchronized void close() throws SQLException {
    connection.close();
  }
}
