// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import io.agentstorage.testkit.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL of its own that makes durable what is committed, with the settings of {@link FleetSql#SETTINGS}. */
final class FleetServer implements AutoCloseable {
  private final PostgresServer server;

  private FleetServer(PostgresServer server) {
    this.server = server;
  }

  static FleetServer start() throws SQLException {
    FleetServer server = new FleetServer(PostgresServer.start());
    boolean set = false;
    try {
      server.set();
      set = true;
      return server;
    } finally {
      if (!set) {
        server.close();
      }
    }
  }

  private void set() throws SQLException {
    String any = createDatabase();
    try (Connection connection = connect(any);
        Statement statement = connection.createStatement()) {
      for (String setting : FleetSql.SETTINGS) {
        statement.execute(setting);
      }
    }
    server.stop(); // the buffers are given once
    server.restart();
    dropDatabase(any);
  }

  String createDatabase() throws SQLException {
    return server.createDatabase();
  }

  void dropDatabase(String name) throws SQLException {
    server.dropDatabase(name);
  }

  /** For this library. */
  String url(String database) {
    return server.url(database);
  }

  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(database));
  }

  void vacuum(String database) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(FleetSql.VACUUM);
    }
  }

  /** Its version and what is set. */
  String describe() throws SQLException {
    List<String> settings = new ArrayList<>();
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(FleetSql.SHOW_SETTINGS)) {
      while (row.next()) {
        settings.add("`" + row.getString(1) + " = " + row.getString(2) + "`");
      }
    }
    return "PostgreSQL " + server.version() + ": " + String.join(", ", settings);
  }

  @Override
  public void close() {
    server.close();
  }
}
