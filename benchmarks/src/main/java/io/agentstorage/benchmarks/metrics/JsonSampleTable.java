// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.metrics;

import io.agentstorage.core.metric.MetricSample;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** One row for each sample with its labels as JSON text, and an index on name and time: what one would write without series. */
final class JsonSampleTable implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement insert;

  JsonSampleTable(Path file) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = NORMAL");
      statement.execute(
          "CREATE TABLE sample (metric_name TEXT NOT NULL, node_name TEXT NOT NULL,"
              + " cluster_name TEXT NOT NULL, cloud_account_id TEXT NOT NULL,"
              + " sampled_at INTEGER NOT NULL, created_at INTEGER NOT NULL,"
              + " labels TEXT NOT NULL, value TEXT NOT NULL)");
      statement.execute("CREATE INDEX sample_ix ON sample (metric_name, sampled_at)");
    }
    connection.setAutoCommit(false);
    insert = connection.prepareStatement("INSERT INTO sample VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  }

  void put(List<MetricSample> samples) throws SQLException, IOException {
    for (MetricSample sample : samples) {
      insert.setString(1, sample.series().name());
      insert.setString(2, sample.series().node());
      insert.setString(3, sample.series().clusterName());
      insert.setString(4, sample.series().cloudAccountId());
      insert.setLong(5, sample.timestamp().toEpochMilli());
      insert.setLong(6, sample.created().toEpochMilli());
      insert.setString(7, SamplesAsJson.labels(sample));
      insert.setString(8, sample.value().text());
      insert.addBatch();
    }
    insert.executeBatch();
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    insert.close();
    connection.close();
  }
}
