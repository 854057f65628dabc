// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the tests of faults share. Each ends by looking at what is left in the database. */
final class Faults {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Faults() {}

  static ResourceStore store(Database database) {
    return new ResourceRepository(database, Clock.systemUTC());
  }

  /** A pod whose labels no other has. */
  static ResourceTags pod(int number) {
    return ResourceTags.builder(ResourceType.POD, "web-" + number)
        .namespace("shop")
        .labels(Map.of("app", "web-" + number))
        .build();
  }

  static List<ResourceTags> pods(int count) {
    return IntStream.range(0, count).mapToObj(Faults::pod).toList();
  }

  /** What a caller can go by. */
  static void assertFailure(
      StorageException failure, @Nullable String state, boolean retryable, String... words) {
    assertThat(failure.statement().sqlState()).isEqualTo(state);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure).hasMessageContainingAll(words);
  }

  /** One number, asked as the administrator on a connection of its own. */
  static long ask(String url, String query) {
    try (Connection connection = DriverManager.getConnection(TestDatabases.jdbc(url));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static void await(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(PATIENCE);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  /** Waits until the server waits for something in this database, such as {@code PgSleep}. */
  static void awaitWait(String url, String event) {
    await(event, () -> ask(url, waiting("count(*)", event)) > 0);
  }

  static String waiting(String what, String event) {
    return "SELECT "
        + what
        + " FROM pg_stat_activity WHERE datname = current_database() AND wait_event = '"
        + event
        + "'";
  }
}
