// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agentstorage.core.Retry;
import io.agentstorage.core.RetryListener;
import io.agentstorage.core.TransactionOptions;
import io.agentstorage.core.error.BusyException;
import io.agentstorage.testkit.fault.ChildJvm;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Blocks that are run again because another connection was in the way. */
@Timeout(120)
class RetryTest {
  @TempDir Path folder;
  private Path file;
  private SqliteDatabase database;
  private final List<Integer> resultCodes = new ArrayList<>();

  @BeforeEach
  void open() {
    file = folder.resolve("agent.db");
    database =
        SqliteDatabase.open(file, SqliteOptions.defaults().busyTimeout(Duration.ofMillis(1)));
    database.write(tx -> tx.execute("CREATE TABLE mine (id INTEGER NOT NULL) STRICT"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aBlockWaitsOutTheLockOfAnotherProcess() throws Exception {
    ChildJvm other = ChildJvm.running(LockMain.class, file.toString()).start();
    other.awaitLine("locked");
    int[] runs = new int[1];

    database.write(
        repeatable(
            10,
            (tries, failure, pause) -> {
              resultCodes.add(failure.statement().resultCode());
              if (tries == 3) {
                end(other);
              }
            }),
        tx -> {
          runs[0]++;
          return insert(tx, 1);
        });

    other.awaitSuccess();
    assertThat(resultCodes).containsExactly(5, 5, 5);
    assertThat(runs[0]).as("without the lock the block is not even begun").isEqualTo(1);
    assertThat(Raw.query(file, "SELECT id FROM mine")).containsExactly("1");
  }

  @Test
  void whoNeverGetsTheLockIsToldAfterHowManyTries() throws Exception {
    try (Connection other = Raw.connect(file);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");

      BusyException busy =
          catchThrowableOfType(
              BusyException.class,
              () -> database.write(repeatable(4, (tries, failure, pause) -> {}), tx -> 1));

      assertThat(busy.tries()).isEqualTo(4);
      assertThat(busy).hasMessageContaining("SQLITE_BUSY").hasMessageContaining("after 4 tries");
      assertThatThrownBy(() -> database.write(tx -> 1))
          .isInstanceOf(BusyException.class)
          .hasMessageNotContaining("tries");
    }
  }

  /** Blocks begin IMMEDIATE, so that it takes one that begins anew by itself to have a snapshot that is too old. */
  @Test
  void aSnapshotThatIsTooOldIsCuredByAnotherTry() throws Exception {
    int[] runs = new int[1];

    database.write(
        repeatable(3, (tries, failure, pause) -> resultCodes.add(failure.statement().resultCode())),
        tx -> {
          if (runs[0]++ == 0) {
            tx.execute("COMMIT");
            tx.execute("BEGIN");
            tx.fetch("SELECT count(*) FROM mine");
            insertElsewhere(7);
          }
          return insert(tx, 1);
        });

    assertThat(resultCodes).containsExactly(517);
    assertThat(runs[0]).isEqualTo(2);
    assertThat(database.dsl().fetch("SELECT id FROM mine ORDER BY id").getValues(0, int.class))
        .containsExactly(1, 7);
  }

  private void insertElsewhere(int id) throws Exception {
    try (Connection other = Raw.connect(file);
        Statement statement = other.createStatement()) {
      statement.execute("INSERT INTO mine (id) VALUES (" + id + ")");
    }
  }

  private static void end(ChildJvm other) {
    other.closeInput();
    try {
      other.awaitSuccess();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static TransactionOptions repeatable(int mostTries, RetryListener listener) {
    return TransactionOptions.defaults()
        .repeatable(
            Retry.upTo(mostTries).pauses(Duration.ZERO, Duration.ofMillis(1)).onRetry(listener));
  }

  private static int insert(DSLContext tx, int id) {
    return tx.execute("INSERT INTO mine (id) VALUES (?)", id);
  }
}
