// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** By plain JDBC on one table with labels as JSON text. */
final class JsonTableLookup implements KeyLookup {
  private static final ObjectReader TAGS = new ObjectMapper().readerForMapOf(String.class);

  private final Connection connection;
  private final PreparedStatement query;

  JsonTableLookup(Path file) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    query =
        connection.prepareStatement(
            "SELECT id, type, namespace, name, metric_labels, labels, annotations, record_created,"
                + " record_updated, sent_at FROM resource_tags"
                + " WHERE type = ? AND namespace = ? AND name = ?");
  }

  @Override
  public @Nullable ResourceTags find(ResourceKey key) throws SQLException {
    query.setString(1, key.type().toString());
    query.setString(2, StoredRow.namespace(key));
    query.setString(3, key.name());
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? resource(row) : null;
    }
  }

  private static ResourceTags resource(ResultSet row) throws SQLException {
    String namespace = row.getString(3);
    long sentAt = row.getLong(10);
    boolean sent = !row.wasNull();
    return ResourceTags.builder(ResourceType.parse(row.getString(2)), row.getString(4))
        .id(new ResourceId(UUID.fromString(row.getString(1))))
        .namespace(namespace.isEmpty() ? null : namespace)
        .metricLabels(tags(row.getString(5)))
        .labels(tags(row.getString(6)))
        .annotations(tags(row.getString(7)))
        .recordCreated(Instant.ofEpochMilli(row.getLong(8)))
        .recordUpdated(Instant.ofEpochMilli(row.getLong(9)))
        .sentAt(sent ? Instant.ofEpochMilli(sentAt) : null)
        .build();
  }

  private static @Nullable Map<String, String> tags(@Nullable String json) {
    try {
      return json == null ? null : TAGS.readValue(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
