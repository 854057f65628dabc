// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import io.agentstorage.benchmarks.PeerValues;
import io.agentstorage.benchmarks.input.LoadInput;
import io.agentstorage.core.model.ResourceTags;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a file has what was to be stored: as many rows, and of some hundred each value. */
final class LoadCheck {
  private static final int SAMPLES = 400;

  private LoadCheck() {}

  static void check(Path file, Schema schema, LoadInput input) throws SQLException {
    String rows = schema == Schema.OURS ? "resource" : "resource_tags";
    try (Connection connection = DataSources.of(file).getConnection();
        Statement count = connection.createStatement();
        PreparedStatement find =
            connection.prepareStatement(
                "SELECT metric_labels, labels, annotations, record_created > 0 AND sent_at IS NULL"
                    + " FROM "
                    + rows
                    + " WHERE "
                    + (schema == Schema.OURS ? "cluster_id = 1 AND " : "")
                    + "type = ? AND namespace = ? AND name = ?")) {
      try (ResultSet row = count.executeQuery("SELECT count(*) FROM resource_tags")) {
        if (row.getLong(1) != input.size()) {
          throw new IllegalStateException(
              file + " has " + row.getLong(1) + " rows, should have " + input.size());
        }
      }
      for (long index : input.samples(SAMPLES)) {
        ResourceTags resource = input.get(index);
        List<@Nullable String> expected = new ArrayList<>();
        expected.add(PeerValues.json(resource.metricLabels()));
        expected.add(PeerValues.json(resource.labels()));
        expected.add(PeerValues.json(resource.annotations()));
        expected.add("1");
        List<@Nullable String> found = find(find, resource);
        if (!expected.equals(found)) {
          throw new IllegalStateException(
              file + " has of " + resource.key() + " " + found + ", should have " + expected);
        }
      }
    }
  }

  private static List<@Nullable String> find(PreparedStatement find, ResourceTags resource)
      throws SQLException {
    find.setString(1, resource.type().toString());
    find.setString(2, resource.namespace());
    find.setString(3, resource.name());
    List<@Nullable String> values = new ArrayList<>();
    try (ResultSet row = find.executeQuery()) {
      while (row.next()) {
        for (int column = 1; column <= 4; column++) {
          values.add(row.getString(column));
        }
      }
    }
    return values;
  }
}
