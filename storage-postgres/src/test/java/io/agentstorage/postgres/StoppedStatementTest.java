// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.UnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A statement that somebody or something else stops. */
@Timeout(120)
class StoppedStatementTest {
  private static final PostgresOptions QUICK =
      PostgresOptions.defaults().statementTimeout(Duration.ofMillis(200));
  private static final String LONG = "SELECT pg_sleep(3600)";

  private String url;

  @BeforeEach
  void makeDatabase() {
    url = TestDatabases.url();
  }

  private static int createAndSleep(PostgresDatabase database) {
    return database.write(
        tx -> {
          Faults.store(database).create(Faults.pod(1));
          return tx.execute(LONG);
        });
  }

  @Test
  void aWriteThatRunsLongerThanTheStatementTimeoutIsUndone() {
    try (PostgresDatabase database = PostgresDatabase.open(url, QUICK)) {
      CancelledException failure =
          catchThrowableOfType(CancelledException.class, () -> createAndSleep(database));

      Faults.assertFailure(failure, "57014", false, "statement timeout", "undone");
      assertThat(Faults.store(database).count()).isZero();
    }
  }

  @Test
  void aReadThatRunsLongerThanTheStatementTimeoutIsStopped() {
    try (PostgresDatabase database = PostgresDatabase.open(url, QUICK)) {
      CancelledException failure =
          catchThrowableOfType(CancelledException.class, () -> database.read(tx -> tx.fetch(LONG)));

      Faults.assertFailure(failure, "57014", false, "statement timeout");
    }
  }

  @Test
  void aQueryOutsideOfABlockThatRunsLongerThanTheStatementTimeoutIsStopped() {
    try (PostgresDatabase database = PostgresDatabase.open(url, QUICK)) {
      CancelledException failure =
          catchThrowableOfType(
              CancelledException.class, () -> database.dsl().fetch("SELECT pg_sleep(20)"));

      assertThat(failure).isNotNull();
      Faults.assertFailure(failure, "57014", false, "statement timeout");
    }
  }

  @Test
  void aStatementThatIsCancelledFromOutsideIsUndone() {
    try (PostgresDatabase database = PostgresDatabase.open(url, PostgresOptions.defaults())) {
      CompletableFuture<Void> cancel = whenItSleeps("pg_cancel_backend(pid)");

      CancelledException failure =
          catchThrowableOfType(CancelledException.class, () -> createAndSleep(database));

      cancel.join();
      Faults.assertFailure(failure, "57014", false, "cancelled from outside", "undone");
      assertThat(Faults.store(database).count()).isZero();
    }
  }

  @Test
  void aConnectionThatAnAdministratorEndsIsReplaced() {
    try (PostgresDatabase database = PostgresDatabase.open(url, PostgresOptions.defaults())) {
      CompletableFuture<Void> end = whenItSleeps("pg_terminate_backend(pid)");

      UnavailableException failure =
          catchThrowableOfType(UnavailableException.class, () -> createAndSleep(database));

      end.join();
      Faults.assertFailure(failure, "57P01", true, "nothing of the transaction was stored");
      assertThat(failure.outcomeKnown()).isTrue();
      assertThat(Faults.store(database).count()).isZero();
      Faults.store(database).create(Faults.pod(1));
    }
  }

  private CompletableFuture<Void> whenItSleeps(String call) {
    return CompletableFuture.runAsync(
        () -> {
          Faults.awaitWait(url, "PgSleep");
          Faults.ask(url, Faults.waiting("count(" + call + ")", "PgSleep"));
        });
  }
}
