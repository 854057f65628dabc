// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import io.agentstorage.core.Database;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.testkit.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fresh databases of the shared server: copies of one that was migrated once, which is faster than migrating each. */
final class TestDatabases {
  private static @Nullable String template;

  private TestDatabases() {}

  static PostgresDatabase open() {
    return open(PostgresOptions.defaults());
  }

  static PostgresDatabase open(PostgresOptions options) {
    return PostgresDatabase.open(url(), options);
  }

  /** A fresh cluster in a database that has another one, with other resources under the same numbers. */
  static PostgresDatabase openBesideAnother() {
    String url = url();
    try (PostgresDatabase other = open(url, "another")) {
      new ResourceRepository(other, Clock.systemUTC())
          .create(
              ResourceTags.builder(ResourceType.NODE, "another")
                  .labels(Map.of("of", "another"))
                  .annotations(Map.of("of", "another"))
                  .build());
    }
    return open(url, "wanted");
  }

  private static PostgresDatabase open(String url, String cluster) {
    return PostgresDatabase.open(url, PostgresOptions.defaults().cluster(cluster));
  }

  /** The address of a fresh database that has the schema and nothing else. */
  static String url() {
    PostgresServer server = PostgresServer.shared();
    try {
      return server.url(server.createDatabase(template(server)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static synchronized String template(PostgresServer server) throws SQLException {
    if (template == null) {
      String made = server.createDatabase();
      PostgresDatabase.open(server.url(made), PostgresOptions.defaults()).close();
      run(server.url(made), "DELETE FROM cluster", "ALTER TABLE cluster ALTER COLUMN id RESTART");
      template = made;
    }
    return template;
  }

  /** Runs statements as the administrator, on a connection of their own. */
  static void run(String url, String... statements) {
    try (Connection connection = DriverManager.getConnection(jdbc(url));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The driver takes user and password as parameters. */
  static String jdbc(String url) {
    String rest = url.substring("postgresql://".length());
    int at = rest.indexOf('@');
    String[] login = rest.substring(0, at).split(":", 2);
    return "jdbc:postgresql://"
        + rest.substring(at + 1)
        + "?user="
        + login[0]
        + "&password="
        + login[1];
  }

  /** A rule of the database that one name breaks. */
  static void refuseName(Database database, String name) {
    database.write(
        tx ->
            tx.execute(
                "ALTER TABLE resource_tags ADD CONSTRAINT refused_ck CHECK (name <> '"
                    + name
                    + "')"));
  }
}
