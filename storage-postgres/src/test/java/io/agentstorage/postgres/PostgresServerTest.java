// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.agentstorage.testkit.fault.TcpProxy;
import io.agentstorage.testkit.postgres.PostgresServer;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The servers that other tests of PostgreSQL rely on, and the network in front of them. */
class PostgresServerTest {
  @Test
  void theSharedServerIsOfTheVersionAndKindThatItSays() throws SQLException {
    PostgresServer server = PostgresServer.shared();

    try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"))) {
      assertThat(ask(connection, "SHOW server_version")).isEqualTo(server.version());
      assertThat(ask(connection, "SHOW server_encoding")).isEqualTo("UTF8");
      assertThat(ask(connection, "SHOW fsync")).isEqualTo("off");
      assertThat(ask(connection, "SHOW max_connections")).isEqualTo("200");
      assertThat(ask(connection, "SELECT datcollate FROM pg_database WHERE datname = 'template1'"))
          .isEqualTo("C");
    }
    assertThat(Path.of("target", "postgres-server.txt"))
        .hasContent(server.kind().toString().toLowerCase(Locale.ROOT) + " " + server.version());
  }

  @Test
  void theSharedServerIsTheSameForAllAndCannotBeTakenFromThem() throws SQLException {
    PostgresServer server = PostgresServer.shared();
    server.close();

    assertThat(PostgresServer.shared()).isSameAs(server);
    assertThat(server.createDatabase()).isNotEqualTo(server.createDatabase());
    assertThatIllegalStateException().isThrownBy(server::kill);
    assertThatIllegalStateException().isThrownBy(server::stop);
    assertThatIllegalStateException().isThrownBy(server::restart);
  }

  @Test
  void whoHasNotThePasswordIsRefused() {
    PostgresServer server = PostgresServer.shared();

    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(
            () ->
                DriverManager.getConnection(
                    server.jdbcUrl("postgres").replaceFirst("password=.*", "password=wrong")))
        .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
  }

  @Test
  void aDatabaseIsACopyOfItsTemplateAndGoesWithTheConnectionsToIt() throws SQLException {
    PostgresServer server = PostgresServer.shared();
    String template = server.createDatabase();
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl(template))) {
      run(connection, "CREATE TABLE word (word text)", "INSERT INTO word VALUES ('kept')");
    }

    String copy = server.createDatabase(template);

    try (Connection connection = DriverManager.getConnection(server.jdbcUrl(copy))) {
      assertThat(ask(connection, "SELECT word FROM word")).isEqualTo("kept");
      server.dropDatabase(copy);
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> ask(connection, "SELECT word FROM word"));
    }
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(copy)))
        .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("3D000"));
  }

  @Test
  void aKilledServerIsGoneAndHasWhatWasCommittedWhenItIsBack() throws SQLException {
    try (PostgresServer server = PostgresServer.start()) {
      int port = server.port();
      String database = server.createDatabase();
      try (Connection connection = DriverManager.getConnection(server.jdbcUrl(database))) {
        assertThat(ask(connection, "SHOW fsync")).isEqualTo("on");
        run(connection, "CREATE TABLE word (word text)", "INSERT INTO word VALUES ('kept')");
        connection.setAutoCommit(false);
        run(connection, "INSERT INTO word VALUES ('lost')");

        server.kill();

        assertThatExceptionOfType(SQLException.class).isThrownBy(connection::commit);
        assertRefused(server.jdbcUrl(database));
      }

      server.restart();

      assertThat(server.port()).isEqualTo(port);
      try (Connection connection = DriverManager.getConnection(server.jdbcUrl(database))) {
        assertThat(ask(connection, "SELECT string_agg(word, ',') FROM word")).isEqualTo("kept");
      }
    }
  }

  @Test
  void aServerThatWasStoppedCanBeStartedAgainAndIsGoneWhenClosed() throws SQLException {
    String url;
    try (PostgresServer server = PostgresServer.start()) {
      url = server.jdbcUrl("postgres");
      server.stop();
      assertRefused(url);
      assertThatIllegalStateException().isThrownBy(server::stop);

      server.restart();

      try (Connection connection = DriverManager.getConnection(url)) {
        assertThat(ask(connection, "SELECT 1")).isEqualTo("1");
      }
    }
    assertRefused(url);
  }

  @Test
  void aCutResetsConnectionsAndRefusesNewOnesUntilHealed() throws SQLException {
    PostgresServer server = PostgresServer.shared();
    try (TcpProxy proxy = TcpProxy.to(server.host(), server.port());
        Connection connection =
            DriverManager.getConnection(server.jdbcUrl("postgres", proxy) + "&socketTimeout=30")) {
      assertThat(ask(connection, "SELECT 1")).isEqualTo("1");

      proxy.cut();

      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> ask(connection, "SELECT 1"))
          .withRootCauseInstanceOf(SocketException.class);
      assertRefused(server.jdbcUrl("postgres", proxy));

      proxy.heal();

      try (Connection again = DriverManager.getConnection(server.jdbcUrl("postgres", proxy))) {
        assertThat(ask(again, "SELECT 1")).isEqualTo("1");
      }
    }
  }

  @Test
  void aStallHoldsWhatIsSentUntilHealed() throws Exception {
    PostgresServer server = PostgresServer.shared();
    try (TcpProxy proxy = TcpProxy.to(server.host(), server.port());
        Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres", proxy))) {
      proxy.stall();
      CompletableFuture<String> answer =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return ask(connection, "SELECT 'late'");
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(
              () ->
                  DriverManager.getConnection(
                      server.jdbcUrl("postgres", proxy) + "&socketTimeout=1&loginTimeout=2"));
      assertThat(answer).isNotDone();

      proxy.heal();

      assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("late");
    }
  }

  private static void assertRefused(String url) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> DriverManager.getConnection(url))
        .withRootCauseInstanceOf(ConnectException.class);
  }

  private static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
