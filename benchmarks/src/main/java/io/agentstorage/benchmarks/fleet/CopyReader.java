// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import io.agentstorage.core.model.ResourceKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks a cluster of a {@link CopyFleet} by statements that are kept. All columns are read, nothing is parsed. */
final class CopyReader implements Contender.Reader {
  private static final int COLUMNS = 12;

  private final Connection connection;
  private final int cluster;
  private final PreparedStatement find;
  private final PreparedStatement page;
  private final PreparedStatement pending;

  /** Takes a connection, and closes it. */
  CopyReader(Connection connection, int cluster) throws SQLException {
    this.connection = connection;
    this.cluster = cluster;
    this.find = connection.prepareStatement(FleetSql.FIND);
    this.page = connection.prepareStatement(FleetSql.PAGE);
    this.pending = connection.prepareStatement(FleetSql.PENDING);
  }

  /**
   * What is looked at of a row.
   *
   * @param resource its name and labels
   * @param annotations its annotations as JSON text
   */
  record Row(Found resource, @Nullable String annotations) {}

  @Override
  public Contender.Answer ask(Asked asked) throws SQLException {
    List<Row> rows =
        switch (asked.question()) {
          case FIND -> find(asked.key());
          case AS_OF -> throw new UnsupportedOperationException("it keeps no history");
          case PAGE, RARE -> page(asked.label(), asked.value());
          case PENDING -> pending();
        };
    return () -> rows.stream().map(Row::resource).toList();
  }

  List<Row> find(ResourceKey key) throws SQLException {
    find.setInt(1, cluster);
    find.setString(2, key.type().toString());
    find.setString(3, Objects.requireNonNullElse(key.namespace(), ""));
    find.setString(4, key.name());
    return rows(find);
  }

  private List<Row> page(String label, String value) throws SQLException {
    page.setInt(1, cluster);
    page.setString(2, label);
    page.setString(3, value);
    page.setInt(4, Question.PAGE_ROWS);
    return rows(page);
  }

  private List<Row> pending() throws SQLException {
    pending.setInt(1, cluster);
    pending.setInt(2, Question.BATCH);
    return rows(pending);
  }

  private static List<Row> rows(PreparedStatement query) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        for (int column = 1; column <= COLUMNS; column++) {
          row.getObject(column);
        }
        rows.add(
            new Row(
                new Found(Objects.requireNonNull(row.getString("name")), row.getString("labels")),
                row.getString("annotations")));
      }
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    connection.close(); // and with it its statements
  }
}
