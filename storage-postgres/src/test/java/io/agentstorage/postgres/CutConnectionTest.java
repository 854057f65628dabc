// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agentstorage.core.Deadline;
import io.agentstorage.core.TransactionOptions;
import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.UnavailableException;
import io.agentstorage.testkit.fault.TcpProxy;
import io.agentstorage.testkit.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A network that breaks between a block and its server, which runs on. */
@Timeout(120)
class CutConnectionTest {
  private String url;
  private TcpProxy proxy;
  private PostgresDatabase database;

  @BeforeEach
  void open() {
    PostgresServer server = PostgresServer.shared();
    url = TestDatabases.url();
    proxy = TcpProxy.to(server.host(), server.port());
    database =
        PostgresDatabase.open(
            throughProxy(), PostgresOptions.defaults().connectTimeout(Duration.ofSeconds(2)));
  }

  @AfterEach
  void close() {
    database.close();
    proxy.close();
  }

  private String throughProxy() {
    return PostgresServer.shared().url(url.substring(url.lastIndexOf('/') + 1), proxy);
  }

  private long stored() {
    return Faults.ask(url, "SELECT count(*) FROM resource_tags");
  }

  @Test
  void aBlockWhoseConnectionIsCutLeavesNothingAndCanBeRunAgain() {
    UnavailableException failure =
        catchThrowableOfType(
            UnavailableException.class,
            () ->
                database.write(
                    tx -> {
                      Faults.store(database).create(Faults.pod(1));
                      proxy.cut();
                      return Faults.store(database).create(Faults.pod(2));
                    }));

    Faults.assertFailure(failure, "08006", true, "nothing of the transaction was stored");
    assertThat(failure.outcomeKnown()).isTrue();
    assertThat(stored()).isZero();
    proxy.heal();
    Faults.store(database).create(Faults.pod(1));
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void aCommitThatNeverArrivedHasAnOutcomeThatNobodyKnows() throws Exception {
    FutureTask<UnavailableException> task =
        new FutureTask<>(
            () ->
                catchThrowableOfType(
                    UnavailableException.class,
                    () ->
                        database.write(
                            tx -> {
                              Faults.store(database).create(Faults.pod(1));
                              proxy.stall();
                              return 0;
                            })));
    Thread writer = Thread.ofPlatform().start(task);
    Faults.await("a commit under way", () -> isCommitting(writer));

    proxy.cut();

    assertUnknown(task.get());
    Faults.await("the server's rollback", () -> openTransactions() == 0);
    assertThat(stored()).isZero();
  }

  /** It has sent the commit and waits for the answer. */
  private static boolean isCommitting(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    return Arrays.stream(stack)
            .anyMatch(at -> at.getMethodName().equals("executeTransactionCommand"))
        && Arrays.stream(stack).anyMatch(at -> at.getMethodName().equals("receiveChar"));
  }

  private long openTransactions() {
    return Faults.ask(
        url,
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND pid <> pg_backend_pid() AND xact_start IS NOT NULL");
  }

  private static void assertUnknown(UnavailableException failure) {
    Faults.assertFailure(failure, "08006", false, "read before writing it again");
    assertThat(failure.outcomeKnown()).isFalse();
  }

  @Test
  void aCommitWhoseAnswerIsLostMayBeStored() throws Exception {
    TestDatabases.run(
        url,
        "CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql"
            + " AS $$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NULL; END $$",
        "CREATE CONSTRAINT TRIGGER linger AFTER INSERT ON resource_tags"
            + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION linger()");
    FutureTask<UnavailableException> task =
        new FutureTask<>(
            () ->
                catchThrowableOfType(
                    UnavailableException.class,
                    () -> Faults.store(database).create(Faults.pod(1))));
    try (Connection holder = DriverManager.getConnection(TestDatabases.jdbc(url));
        Statement statement = holder.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(4711)");
      Thread.ofPlatform().start(task);
      Faults.awaitWait(url, "advisory");

      proxy.cut();

      assertUnknown(task.get());
      assertThat(stored()).isZero();
    }
    Faults.await("the commit", () -> stored() == 1);
  }

  @Test
  void aDeadlineEndsABlockWhoseNetworkHangs() {
    CancelledException failure =
        catchThrowableOfType(
            CancelledException.class,
            () ->
                database.write(
                    TransactionOptions.defaults().deadline(Deadline.after(Duration.ofSeconds(1))),
                    tx -> {
                      Faults.store(database).create(Faults.pod(1));
                      proxy.stall();
                      return Faults.store(database).create(Faults.pod(2));
                    }));

    Faults.assertFailure(
        failure, failure.statement().sqlState(), false, "the deadline has passed", "undone");
    proxy.heal();
    Faults.await("the server's rollback", () -> openTransactions() == 0);
    assertThat(stored()).isZero();
    assertThat(Faults.store(database).count()).isZero();
  }

  @Test
  void aDeadlineEndsACommitWhoseNetworkHangsAndNobodyKnowsItsOutcome() {
    UnavailableException failure =
        catchThrowableOfType(
            UnavailableException.class,
            () ->
                database.write(
                    TransactionOptions.defaults().deadline(Deadline.after(Duration.ofSeconds(1))),
                    tx -> {
                      Faults.store(database).create(Faults.pod(1));
                      proxy.stall();
                      return 0;
                    }));

    Faults.assertFailure(failure, failure.statement().sqlState(), false, "nobody can know");
    assertThat(failure.outcomeKnown()).isFalse();
  }

  @Test
  void aReadWhoseConnectionIsCutFailsAndTheNextOneIsRunOnAnother() {
    UnavailableException failure =
        catchThrowableOfType(
            UnavailableException.class,
            () ->
                database.read(
                    tx -> {
                      tx.fetchCount(RESOURCE_TAGS);
                      proxy.cut();
                      return tx.fetchCount(RESOURCE_TAGS);
                    }));

    Faults.assertFailure(failure, "08006", true, "run it again");
    proxy.heal();
    assertThat(database.dsl().fetchCount(RESOURCE_TAGS)).isZero();
  }

  @Test
  void openingAServerThatAcceptsAndNeverAnswersEndsWithTheConnectTimeout() {
    proxy.stall();

    UnavailableException failure =
        catchThrowableOfType(
            UnavailableException.class,
            () ->
                PostgresDatabase.open(
                        throughProxy(),
                        PostgresOptions.defaults().connectTimeout(Duration.ofSeconds(1)))
                    .close());

    Faults.assertFailure(failure, "08001", true, "look whether the server runs");
  }

  @Test
  void threadsThatWaitForALostServerAreAllTold() {
    proxy.cut();

    CompletableFuture<UnavailableException> one = CompletableFuture.supplyAsync(this::refused);
    CompletableFuture<UnavailableException> two = CompletableFuture.supplyAsync(this::refused);

    for (UnavailableException failure : List.of(one.join(), two.join())) {
      // The pool may still have had a connection to lose.
      assertThat(failure.statement().sqlState()).isIn("08001", "08006");
      assertThat(failure.retryable()).isTrue();
    }
  }

  private UnavailableException refused() {
    return catchThrowableOfType(
        UnavailableException.class, () -> database.dsl().fetchCount(RESOURCE_TAGS));
  }
}
