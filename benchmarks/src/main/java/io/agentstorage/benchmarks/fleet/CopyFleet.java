// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import io.agentstorage.benchmarks.PeerValues;
import io.agentstorage.core.model.ResourceTags;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** All clusters in one table with labels as JSON text, filled by COPY and asked by plain JDBC. It keeps no history. */
final class CopyFleet implements Contender {
  private static final int SAMPLES = 40;

  private final FleetServer server;
  private final String name;
  private final Connection connection;

  CopyFleet(FleetServer server) throws SQLException {
    this.server = server;
    this.name = server.createDatabase();
    this.connection = server.connect(name);
    try (Statement statement = connection.createStatement()) {
      for (String sql : FleetSql.CREATE) {
        statement.execute(sql);
      }
    }
  }

  static int id(FleetCluster cluster) {
    return cluster.number() + 1;
  }

  @Override
  public String title() {
    return "plain JDBC with COPY, one table with JSON";
  }

  @Override
  public boolean keepsHistory() {
    return false;
  }

  @Override
  public AtOnce.Task load(FleetCluster cluster) throws SQLException {
    Connection own = server.connect(name);
    return () -> {
      try (own) {
        own.setAutoCommit(false);
        CopyIn copy = own.unwrap(PGConnection.class).getCopyAPI().copyIn(FleetSql.COPY);
        CopyLines lines = new CopyLines(copy);
        for (ResourceTags resource : cluster.input()) {
          lines.add(id(cluster), PeerValues.of(resource));
        }
        lines.flush();
        copy.endCopy();
        own.commit();
      }
    };
  }

  @Override
  public Changes change(FleetCluster cluster, int round) {
    throw new UnsupportedOperationException("it keeps no history");
  }

  @Override
  public void check(FleetCluster cluster) throws SQLException {
    try (PreparedStatement count = connection.prepareStatement(FleetSql.COUNT);
        CopyReader reader = new CopyReader(server.connect(name), id(cluster))) {
      count.setInt(1, id(cluster));
      long rows = number(count.executeQuery());
      if (rows != cluster.resources()) {
        throw new IllegalStateException(cluster + " has " + rows + " rows");
      }
      for (long sample : cluster.input().samples(SAMPLES)) {
        ResourceTags resource = cluster.input().get(sample);
        List<CopyReader.Row> found = reader.find(resource.key());
        CopyReader.Row expected =
            new CopyReader.Row(
                Found.of(resource),
                Objects.requireNonNull(PeerValues.json(resource.annotations())));
        if (!found.equals(List.of(expected))) {
          throw new IllegalStateException(found + " in place of " + expected);
        }
      }
    }
  }

  @Override
  public Reader reader(FleetCluster cluster) throws SQLException {
    return new CopyReader(server.connect(name), id(cluster));
  }

  @Override
  public List<FleetCount> counts() {
    return List.of(new FleetCount(title() + ", one statement for all", this::countAll));
  }

  private long countAll(String label, String value) throws SQLException {
    try (PreparedStatement count = connection.prepareStatement(FleetSql.COUNT_ALL)) {
      count.setString(1, label);
      count.setString(2, value);
      return number(count.executeQuery());
    }
  }

  private static long number(ResultSet result) throws SQLException {
    try (result) {
      result.next();
      return result.getLong(1);
    }
  }

  @Override
  public void settle() throws SQLException {
    server.vacuum(name);
  }

  @Override
  public long bytes() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return number(statement.executeQuery(FleetSql.BYTES));
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    server.dropDatabase(name);
  }
}
