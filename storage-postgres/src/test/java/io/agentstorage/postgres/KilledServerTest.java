// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import static io.agentstorage.codegen.Tables.LABEL_ENTRY;
import static io.agentstorage.codegen.Tables.LABEL_SET;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agentstorage.core.Retry;
import io.agentstorage.core.TransactionOptions;
import io.agentstorage.core.error.UnavailableException;
import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.testkit.postgres.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** A server that is killed, and comes back. The database is opened once and used before and after. */
class KilledServerTest {
  private static final String COPY = "COPY copied FROM STDIN";
  private static PostgresServer server;

  private String url;
  private PostgresDatabase database;

  @BeforeAll
  static void start() {
    server = PostgresServer.start();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @BeforeEach
  void open() throws SQLException {
    url = server.url(server.createDatabase());
    database =
        PostgresDatabase.open(
            url, PostgresOptions.defaults().connectTimeout(Duration.ofSeconds(2)));
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** Kills the server once it sleeps, in whatever statement. */
  private CompletableFuture<Void> killSleeper() {
    return CompletableFuture.runAsync(
        () -> {
          Faults.awaitWait(url, "PgSleep");
          server.kill();
        });
  }

  private static void assertLost(UnavailableException failure) {
    Faults.assertFailure(
        failure, failure.statement().sqlState(), true, "nothing of the transaction was stored");
    assertThat(failure.statement().sqlState()).isIn("08006", "08003", "57P01", "57P02");
    assertThat(failure.outcomeKnown()).isTrue();
    assertThat(failure).hasMessageContaining("look whether the server runs");
  }

  @Test
  void aLoadLeavesWholeChunksAndTheSameLoadCompletesIt() {
    TestDatabases.run(
        url,
        "CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql"
            + " AS $$ BEGIN PERFORM pg_sleep(3600); RETURN NEW; END $$",
        "CREATE TRIGGER linger BEFORE INSERT ON resource_tags FOR EACH ROW"
            + " WHEN (NEW.name = 'web-25') EXECUTE FUNCTION linger()");
    ResourceStore store = Faults.store(database);
    BulkLoadOptions<Object> chunks = BulkLoadOptions.defaults().chunkRows(10);
    CompletableFuture<Void> kill = killSleeper();

    UnavailableException failure =
        catchThrowableOfType(
            UnavailableException.class, () -> store.bulkLoad(Faults.pods(50).iterator(), chunks));

    kill.join();
    assertLost(failure);
    server.restart();
    assertThat(store.count()).isEqualTo(20);
    assertThat(database.dsl().fetchCount(LABEL_SET)).isEqualTo(20);
    assertThat(database.dsl().fetchCount(LABEL_ENTRY)).isEqualTo(20);

    TestDatabases.run(url, "DROP TRIGGER linger ON resource_tags");
    BulkLoadReport report = store.bulkLoad(Faults.pods(50).iterator(), chunks);

    assertThat(report.unchanged()).isEqualTo(20);
    assertThat(report.inserted()).isEqualTo(30);
    assertThat(store.count()).isEqualTo(50);
  }

  @Test
  void aBlockThatLosesTheServerBetweenTwoStatementsLeavesNothing() {
    UnavailableException failure =
        catchThrowableOfType(
            UnavailableException.class,
            () ->
                database.write(
                    tx -> {
                      Faults.store(database).create(Faults.pod(1));
                      server.kill();
                      Faults.store(database).create(Faults.pod(2));
                      return 0;
                    }));

    assertLost(failure);
    UnavailableException refused =
        catchThrowableOfType(
            UnavailableException.class, () -> database.dsl().fetchCount(RESOURCE_TAGS));
    Faults.assertFailure(refused, "08001", true, "look whether the server runs");
    server.restart();
    assertThat(database.dsl().fetchCount(RESOURCE_TAGS)).isZero();
    assertThat(database.dsl().fetchCount(LABEL_SET)).isZero();
  }

  @Test
  void aBlockThatLosesTheServerWhileAStatementRunsLeavesNothing() {
    CompletableFuture<Void> kill = killSleeper();

    UnavailableException failure =
        catchThrowableOfType(
            UnavailableException.class,
            () ->
                database.write(
                    tx -> {
                      Faults.store(database).create(Faults.pod(1));
                      return tx.execute("SELECT pg_sleep(3600)");
                    }));

    kill.join();
    assertLost(failure);
    server.restart();
    assertThat(database.dsl().fetchCount(RESOURCE_TAGS)).isZero();
  }

  @Test
  void aRepeatableBlockOutlivesTheServer() {
    int[] runs = {0};

    database.write(
        TransactionOptions.defaults().repeatable(Retry.upTo(20)),
        tx -> {
          Faults.store(database).create(Faults.pod(1));
          if (runs[0]++ == 0) {
            server.kill();
            server.restart();
          }
          return Faults.store(database).create(Faults.pod(2));
        });

    assertThat(runs[0]).isGreaterThan(1);
    assertThat(database.dsl().fetchCount(RESOURCE_TAGS)).isEqualTo(2);
  }

  @Test
  void aCopyThatLosesTheServerLeavesNothing() {
    TestDatabases.run(url, "CREATE TABLE copied (line text)");

    UnavailableException failure =
        catchThrowableOfType(
            UnavailableException.class,
            () ->
                database.write(
                    tx -> {
                      tx.connection(connection -> copyUntilKilled(tx, connection));
                      return 0;
                    }));

    assertLost(failure);
    server.restart();
    assertThat(Faults.ask(url, "SELECT count(*) FROM copied")).isZero();
    assertThat(Faults.store(database).count()).isZero();
  }

  private static void copyUntilKilled(DSLContext tx, Connection connection) {
    try {
      CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
      byte[] lines = "one\ntwo\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
      copy.writeToCopy(lines, 0, lines.length);
      copy.flushCopy();
      server.kill();
      while (true) {
        copy.writeToCopy(lines, 0, lines.length);
      }
    } catch (SQLException e) {
      throw Dialect.of(tx.configuration()).translate(connection, COPY, e);
    }
  }
}
