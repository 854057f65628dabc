// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agentstorage.core.error.BusyException;
import io.agentstorage.testkit.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jooq.Cursor;
import org.jooq.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is taken now and may be free later: connections, turns, locks. */
@Timeout(120)
class BusyServerTest {
  /** The numbers of the cluster's lock, as PostgresStatements has them. */
  private static final int LOCKS = 0x41675374;

  private static final PostgresOptions IMPATIENT =
      PostgresOptions.defaults()
          .connections(2)
          .connectTimeout(Duration.ofSeconds(1))
          .patience(Duration.ofMillis(200))
          .lockTimeout(Duration.ofMillis(200));

  private String url;

  @BeforeEach
  void makeDatabase() {
    url = TestDatabases.url();
  }

  private static BusyException busy(Runnable work) {
    return CompletableFuture.supplyAsync(() -> catchThrowableOfType(BusyException.class, work::run))
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  @Test
  void whereAllConnectionsAreInUseTheNextOneIsRefusedAndLaterIsNot() {
    try (PostgresDatabase database = PostgresDatabase.open(url, IMPATIENT)) {
      Faults.store(database).create(Faults.pod(1));
      try (Cursor<? extends Record> one = database.dsl().selectFrom(RESOURCE_TAGS).fetchLazy();
          Cursor<? extends Record> two = database.dsl().selectFrom(RESOURCE_TAGS).fetchLazy()) {
        BusyException failure = busy(() -> Faults.store(database).create(Faults.pod(2)));

        Faults.assertFailure(
            failure, null, true, "all 2 were in use for 200 ms", "allow more connections");
        assertThat(one.fetch().size() + two.fetch().size()).isEqualTo(2);
      }
      assertThat(Faults.store(database).count()).isEqualTo(1);
      Faults.store(database).create(Faults.pod(2));
      assertThat(Faults.store(database).count()).isEqualTo(2);
    }
  }

  @Test
  void aWriterOfThisProcessWaitsForItsTurnAsLongAsForALock() {
    try (PostgresDatabase database = PostgresDatabase.open(url, IMPATIENT)) {
      BusyException failure =
          database.write(tx -> busy(() -> Faults.store(database).create(Faults.pod(1))));

      Faults.assertFailure(failure, null, true, "200 ms", "raise the lock timeout");
      assertThat(Faults.store(database).count()).isZero();
      Faults.store(database).create(Faults.pod(1));
    }
  }

  @Test
  void aWriterWaitsForThoseOfOtherProcessesAsLongAsForALock() throws Exception {
    try (PostgresDatabase database = PostgresDatabase.open(url, IMPATIENT)) {
      try (Connection other = DriverManager.getConnection(TestDatabases.jdbc(url));
          PreparedStatement lock = other.prepareStatement("SELECT pg_advisory_lock(?, ?)")) {
        lock.setInt(1, LOCKS);
        lock.setInt(2, database.cluster().value());
        lock.execute();

        BusyException failure = busy(() -> Faults.store(database).create(Faults.pod(1)));

        Faults.assertFailure(failure, "55P03", true, "raise the lock timeout");
        assertThat(Faults.store(database).count()).isZero();
      }
      Faults.await("the lock", () -> Faults.ask(url, lockHolders()) == 0);
      Faults.store(database).create(Faults.pod(1));
    }
  }

  private static String lockHolders() {
    return "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
        + " (SELECT oid FROM pg_database WHERE datname = current_database())";
  }

  @Test
  void aServerThatHasNoConnectionLeftSaysSoWhenOpenedAndWhileOpen() {
    String role = "limited_" + ProcessHandle.current().pid();
    PostgresDatabase.open(url, PostgresOptions.defaults()).close();
    TestDatabases.run(
        url,
        "CREATE ROLE " + role + " LOGIN PASSWORD 'secret' CONNECTION LIMIT 1 IN ROLE agent_writer",
        "INSERT INTO cluster_access (role_name, cluster_id) VALUES ('" + role + "', NULL)");
    PostgresOptions options = IMPATIENT.login(role, "secret").connectTimeout(Duration.ofSeconds(5));
    String place = PostgresServer.shared().host() + ":" + PostgresServer.shared().port();

    try (PostgresDatabase database = PostgresDatabase.open(url, options)) {
      database.read(
          tx -> {
            tx.fetchCount(RESOURCE_TAGS);
            BusyException pooled = busy(() -> Faults.store(database).create(Faults.pod(1)));
            Faults.assertFailure(pooled, "53300", true, place, "raise max_connections");
            BusyException opened = busy(() -> PostgresDatabase.open(url, options).close());
            Faults.assertFailure(opened, "53300", true, place, "raise max_connections");
            return 0;
          });
      assertThat(Faults.store(database).count()).isZero();
      Faults.store(database).create(Faults.pod(1));
      assertThat(Faults.store(database).count()).isEqualTo(1);
    }
  }
}
