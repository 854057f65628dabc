// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.UnavailableException;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.testkit.fault.TcpProxy;
import io.agentstorage.testkit.postgres.PostgresServer;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What breaks in the middle of a load's COPY, when the server has some of a chunk's rows and waits for the rest. */
@Timeout(120)
class CopyFaultTest {
  private static final int ROWS = 1_500;
  private static PostgresServer server;

  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicReference<@Nullable Runnable> fault = new AtomicReference<>();
  private String url;
  private TcpProxy proxy;
  private PostgresDatabase database;
  private ResourceStore store;

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
    String name = server.createDatabase();
    url = server.url(name);
    proxy = TcpProxy.to(server.host(), server.port());
    database =
        PostgresDatabase.open(
            new TappedSource(TestDatabases.jdbc(server.url(name, proxy)), this::breakOnce),
            PostgresOptions.defaults());
    store = Faults.store(database);
  }

  @AfterEach
  void close() {
    database.close();
    proxy.close();
  }

  /** In the first COPY after a chunk was stored. */
  private void breakOnce() {
    if (acknowledged.get() > 0) {
      Runnable once = fault.getAndSet(null);
      if (once != null) {
        assertThat(copying("count(*)")).isEqualTo(1);
        once.run();
      }
    }
  }

  private long copying(String what) {
    return Faults.ask(
        url,
        "SELECT "
            + what
            + " FROM pg_stat_activity WHERE datname = current_database()"
            + " AND state = 'active' AND query LIKE 'COPY %'");
  }

  private BulkLoadReport load() {
    return store.bulkLoad(
        Faults.pods(ROWS).iterator(),
        BulkLoadOptions.<ResourceTags>defaults()
            .chunkRows(500)
            .onProgress(progress -> acknowledged.set(progress.rows())));
  }

  private void assertWhatWasAcknowledgedIsStored() {
    assertThat(fault.get()).isNull();
    assertThat(acknowledged.get()).isEqualTo(500);
    assertThat(Faults.ask(url, "SELECT count(*) FROM resource_tags")).isEqualTo(500);
    assertThat(Faults.ask(url, "SELECT count(*) FROM label_set")).isEqualTo(500);
  }

  private void assertTheSameLoadCompletes() {
    BulkLoadReport report = load();

    assertThat(report.unchanged()).isEqualTo(500);
    assertThat(report.inserted()).isEqualTo(ROWS - 500);
    assertThat(store.count()).isEqualTo(ROWS);
  }

  private static void assertLost(UnavailableException failure) {
    Faults.assertFailure(
        failure,
        failure.statement().sqlState(),
        true,
        "copy rows for label_set: ",
        "nothing of the transaction was stored");
    assertThat(failure.outcomeKnown()).isTrue();
  }

  @Test
  void aConnectionThatIsCutLosesNothingThatWasAcknowledged() {
    fault.set(proxy::cut);

    UnavailableException failure = catchThrowableOfType(UnavailableException.class, this::load);

    assertLost(failure);
    assertWhatWasAcknowledgedIsStored();
    proxy.heal();
    assertTheSameLoadCompletes();
  }

  @Test
  void aServerThatIsKilledLosesNothingThatWasAcknowledged() {
    fault.set(server::kill);

    UnavailableException failure = catchThrowableOfType(UnavailableException.class, this::load);

    server.restart();
    assertLost(failure);
    assertWhatWasAcknowledgedIsStored();
    assertTheSameLoadCompletes();
  }

  @Test
  void anInterruptedLoadStopsAndTheDatabaseWorksOn() {
    fault.set(Thread.currentThread()::interrupt);

    CancelledException failure = catchThrowableOfType(CancelledException.class, this::load);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure).hasMessageContaining("interrupted");
    assertWhatWasAcknowledgedIsStored();
    assertTheSameLoadCompletes();
  }

  @Test
  void aCopyThatTheServerCancelsLeavesNothingOfItsChunk() {
    fault.set(() -> assertThat(copying("count(pg_cancel_backend(pid))")).isEqualTo(1));

    CancelledException failure = catchThrowableOfType(CancelledException.class, this::load);

    Faults.assertFailure(failure, "57014", false, "cancelled from outside", "undone");
    assertWhatWasAcknowledgedIsStored();
    assertTheSameLoadCompletes();
  }
}
