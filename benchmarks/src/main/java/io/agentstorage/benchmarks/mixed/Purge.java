// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.mixed;

import io.agentstorage.benchmarks.Results;
import io.agentstorage.benchmarks.SampleFiles;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.sqlite.SqliteDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/** All resources deleted at once, and all, or the first of many, by their keys in one transaction. */
final class Purge {
  private static final String AT_ONCE = "All deleted at once";
  private static final String BY_KEY = "Up to 100,000 deleted by key in one transaction";
  private static final int MOST_KEYS = 100_000;

  private final SampleFiles files;

  Purge(SampleFiles files) {
    this.files = files;
  }

  void run(Results results) throws Exception {
    try (Connection table = table()) {
      long start = System.nanoTime();
      try (Statement delete = table.createStatement()) {
        delete.executeUpdate("DELETE FROM resource_tags");
      }
      add(results, AT_ONCE, "plain JDBC, one table with JSON", files.size(), start);
    }
    try (SqliteDatabase db = SqliteDatabase.open(files.copy(files.library(), "purge.db"))) {
      ResourceStore store = new ResourceRepository(db, Clock.systemUTC());
      long start = System.nanoTime();
      require(files.size(), store.deleteAll());
      add(results, AT_ONCE, "library, with its sets and its history", files.size(), start);
    }
    List<ResourceKey> keys = files.keys((int) Math.min(MOST_KEYS, files.size()));
    try (Connection table = table()) {
      long start = System.nanoTime();
      require(keys.size(), delete(table, keys));
      add(results, BY_KEY, "plain JDBC, one table with JSON", keys.size(), start);
    }
    try (SqliteDatabase db = SqliteDatabase.open(files.copy(files.library(), "purge.db"))) {
      ResourceStore store = new ResourceRepository(db, Clock.systemUTC());
      long start = System.nanoTime();
      require(
          keys.size(),
          db.write(
              tx -> keys.stream().filter(key -> store.delete(key, "purge").isPresent()).count()));
      add(
          results,
          BY_KEY,
          "library, which returns each and keeps its history and its end",
          keys.size(),
          start);
    }
  }

  private Connection table() throws Exception {
    Connection table =
        DriverManager.getConnection("jdbc:sqlite:" + files.copy(files.json(), "purge-json.db"));
    try (Statement statement = table.createStatement()) {
      statement.execute("PRAGMA synchronous = FULL");
    }
    return table;
  }

  private static long delete(Connection table, List<ResourceKey> keys) throws SQLException {
    table.setAutoCommit(false);
    long rows = 0;
    try (PreparedStatement delete =
        table.prepareStatement(
            "DELETE FROM resource_tags WHERE type = ? AND namespace = ? AND name = ?")) {
      for (ResourceKey key : keys) {
        delete.setString(1, key.type().toString());
        delete.setString(2, Objects.requireNonNullElse(key.namespace(), ""));
        delete.setString(3, key.name());
        rows += delete.executeUpdate();
      }
    }
    table.commit();
    return rows;
  }

  private static void require(long wanted, long rows) {
    if (rows != wanted) {
      throw new IllegalStateException(rows + " of " + wanted + " were deleted");
    }
  }

  private static void add(Results results, String work, String way, long rows, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    results.add(work, way, "rows/s", rows / seconds);
    results.add(work, way, "seconds", seconds);
  }
}
