// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of what is stored once. The latest are in memory; the others are looked up, unless the table was empty at
 * first and nothing was forgotten since. Not thread-safe.
 */
final class Dictionary<K> implements AutoCloseable {
  /** About 20 MB of memory; more than one portion of rows has, as those are found only once they are written. */
  private static final int REMEMBERED = 100_000;

  private final PreparedStatement query;
  private final Binder<K> binder;
  private final Map<K, Long> ids =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Long> eldest) {
          boolean full = size() > REMEMBERED;
          complete &= !full;
          return full;
        }
      };
  private boolean complete;
  private long last;

  private interface Binder<K> {
    void bind(PreparedStatement query, K key) throws SQLException;
  }

  private Dictionary(Connection connection, String table, String condition, Binder<K> binder)
      throws SQLException {
    try (PreparedStatement max =
            connection.prepareStatement("SELECT coalesce(max(id), 0) FROM " + table);
        ResultSet row = max.executeQuery()) {
      last = row.getLong(1);
    }
    this.complete = last == 0;
    this.query =
        connection.prepareStatement(
            "SELECT id FROM " + table + " WHERE cluster_id = 1 AND " + condition);
    this.binder = binder;
  }

  static Dictionary<SetDigest> ofDigests(Connection connection, String table) throws SQLException {
    return new Dictionary<>(
        connection, table, "digest = ?", (query, digest) -> query.setBytes(1, digest.bytes()));
  }

  static Dictionary<Map.Entry<String, String>> ofPairs(Connection connection) throws SQLException {
    return new Dictionary<>(
        connection,
        "label_pair",
        "label_key = ? AND label_value = ?",
        (query, pair) -> {
          query.setString(1, pair.getKey());
          query.setString(2, pair.getValue());
        });
  }

  @Nullable Long find(K key) throws SQLException {
    Long id = ids.get(key);
    if (id != null || complete) {
      return id;
    }
    binder.bind(query, key);
    try (ResultSet row = query.executeQuery()) {
      if (row.next()) {
        id = row.getLong(1);
        ids.put(key, id);
      }
    }
    return id;
  }

  /** Numbers something new. */
  Long next(K key) {
    ids.put(key, ++last);
    return last;
  }

  @Override
  public void close() throws SQLException {
    query.close();
  }
}
