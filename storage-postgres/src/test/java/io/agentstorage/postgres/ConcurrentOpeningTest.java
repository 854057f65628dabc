// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.testkit.postgres.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many that open what nobody has opened before. */
@Timeout(120)
class ConcurrentOpeningTest {

  private static void openAll(List<String> urls) {
    CyclicBarrier start = new CyclicBarrier(urls.size());
    try (ExecutorService threads = Executors.newFixedThreadPool(urls.size())) {
      urls.stream()
          .map(url -> CompletableFuture.runAsync(() -> open(start, url), threads))
          .toList()
          .forEach(CompletableFuture::join);
    }
  }

  private static void open(CyclicBarrier start, String url) {
    try {
      start.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    try (PostgresDatabase database = PostgresDatabase.open(url, PostgresOptions.defaults())) {
      assertThat(database.clusterName()).isEqualTo("local");
      assertThat(Faults.store(database).count()).isZero();
    }
  }

  private static void assertMigratedOnce(String url) {
    assertThat(
            Faults.ask(url, "SELECT count(*) - count(DISTINCT version) FROM flyway_schema_history"))
        .isZero();
    assertThat(Faults.ask(url, "SELECT count(*) FROM flyway_schema_history WHERE success"))
        .isPositive();
    assertThat(Faults.ask(url, "SELECT count(*) FROM cluster")).isEqualTo(1);
  }

  @Test
  void anEmptyDatabaseIsMigratedOnce() throws SQLException {
    PostgresServer server = PostgresServer.shared();
    String url = server.url(server.createDatabase());

    openAll(IntStream.range(0, 8).mapToObj(i -> url).toList());

    assertMigratedOnce(url);
  }

  /** Roles belong to the server: all databases of a new one want to make the same. */
  @Test
  void databasesOfANewServerAreMigratedAtOnce() throws SQLException {
    try (PostgresServer server = PostgresServer.start()) {
      List<String> urls =
          List.of(
              server.url(server.createDatabase()),
              server.url(server.createDatabase()),
              server.url(server.createDatabase()));

      openAll(urls);

      urls.forEach(ConcurrentOpeningTest::assertMigratedOnce);
      assertThat(Faults.ask(urls.get(0), "SELECT count(*) FROM pg_roles WHERE rolname ~ '^agent_'"))
          .isEqualTo(3);
    }
  }
}
