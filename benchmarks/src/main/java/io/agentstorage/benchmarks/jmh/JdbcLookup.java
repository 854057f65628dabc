// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** By plain JDBC on the library's file. */
final class JdbcLookup implements KeyLookup {
  private static final String SQL =
      StoredRow.SELECT + "r.type = ? AND r.namespace = ? AND r.name = ?";

  private final Connection connection;
  private final @Nullable PreparedStatement kept;

  JdbcLookup(Path file, boolean keep) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    kept = keep ? connection.prepareStatement(SQL) : null;
  }

  @Override
  public @Nullable ResourceTags find(ResourceKey key) throws SQLException {
    if (kept != null) {
      return find(kept, key);
    }
    try (PreparedStatement query = connection.prepareStatement(SQL)) {
      return find(query, key);
    }
  }

  private static @Nullable ResourceTags find(PreparedStatement query, ResourceKey key)
      throws SQLException {
    query.setString(1, key.type().toString());
    query.setString(2, StoredRow.namespace(key));
    query.setString(3, key.name());
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? StoredRow.of(row).resource() : null;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
