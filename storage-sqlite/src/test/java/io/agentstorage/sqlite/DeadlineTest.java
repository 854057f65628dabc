// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agentstorage.core.Deadline;
import io.agentstorage.core.TransactionOptions;
import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.StorageException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConnection;

/** What deadlines and interrupts do to SQLite besides what they do on every database. */
@Timeout(120)
class DeadlineTest {
  /** Far longer than any deadline here: a wait that is not stopped shows as the time limit of the test. */
  private static final SqliteOptions PATIENT =
      SqliteOptions.defaults().busyTimeout(Duration.ofDays(1));

  private static final Duration SOON = Duration.ofMillis(200);

  @TempDir Path folder;
  private Path file;
  private SqliteDatabase database;

  @BeforeEach
  void open() {
    file = folder.resolve("agent.db");
    database = SqliteDatabase.open(file, PATIENT);
    database.write(tx -> tx.execute("CREATE TABLE mine (id INTEGER NOT NULL) STRICT"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theWaitForTheWriterEndsAtTheDeadline() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    FutureTask<Integer> holder =
        new FutureTask<>(
            () ->
                database.write(
                    tx -> {
                      writing.countDown();
                      done.await();
                      return insert(tx, 1);
                    }));
    Thread.ofVirtual().start(holder);
    writing.await();
    try {
      assertThatThrownBy(() -> database.write(soon(), tx -> insert(tx, 2)))
          .isInstanceOf(CancelledException.class)
          .hasMessageContaining("wait for a connection")
          .hasMessageContaining("deadline");
    } finally {
      done.countDown();
    }
    holder.get();
    database.write(tx -> insert(tx, 3));
    assertThat(stored()).isEqualTo(2);
  }

  @Test
  void theWaitForTheLockOfAnotherProcessEndsAtTheDeadline() throws Exception {
    try (Connection other = Raw.connect(file);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertThat(stopped(options -> database.write(options, tx -> insert(tx, 1))))
          .hasMessageContaining("begin")
          .hasMessageContaining("deadline");
      statement.execute("COMMIT");
    }
    database.write(tx -> insert(tx, 2));
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void theWaitForTheLockOfAnotherProcessEndsAtAnInterrupt() throws Exception {
    FutureTask<Integer> waiting = new FutureTask<>(() -> database.write(tx -> insert(tx, 1)));
    try (Connection other = Raw.connect(file);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      Thread thread = new Thread(waiting);
      thread.start();
      while (thread.getState() != Thread.State.TIMED_WAITING) {
        assertThat(thread.isAlive()).isTrue();
        Thread.onSpinWait();
      }
      thread.interrupt();
      assertThatThrownBy(() -> waiting.get(60, TimeUnit.SECONDS))
          .hasCauseInstanceOf(CancelledException.class)
          .hasMessageContaining("interrupted");
      statement.execute("COMMIT");
    }
    database.write(tx -> insert(tx, 2));
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void aStoppedChangeUndoesTheWholeTransactionAndTheOuterBlockIsTold() {
    StorageException outer =
        catchThrowableOfType(
            StorageException.class,
            () ->
                database.write(
                    tx -> {
                      insert(tx, 1);
                      assertThat(stopped(options -> database.write(options, SlowQuery::insert)))
                          .hasMessageContaining("insert mine")
                          .hasMessageContaining("deadline");
                      return database.write(inner -> insert(inner, 2));
                    }));

    assertThat(outer).hasMessageContaining("rolled back as a whole");
    assertThat(stored()).isZero();
    database.write(tx -> insert(tx, 3));
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void aStoppedChangeLeavesTheConnectionAsGoodAsNew() {
    SQLiteConnection before = raw();
    stopped(options -> database.write(options, SlowQuery::insert));

    assertThat(raw()).isSameAs(before);
    database.write(tx -> insert(tx, 1));
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void aStoppedQueryWithAnotherCursorOpenStopsAloneAndTheBlockGoesOn() {
    database.write(
        tx -> {
          for (int i = 0; i < 3; i++) {
            insert(tx, i);
          }
          return null;
        });
    database.read(
        tx -> {
          try (Cursor<Record> open = tx.fetchLazy("SELECT id FROM mine")) {
            assertThat(open.fetchNext()).isNotNull();
            stopped(options -> database.read(options, SlowQuery::count));
            assertThat(open.fetch()).hasSize(2);
          }
          return null;
        });
  }

  /** SQLite asks after so many steps of one prepared statement, over all its runs: some rollback is always due. */
  @Test
  void noRollbackIsEverStopped() {
    IllegalStateException mine = new IllegalStateException("mine");
    for (int i = 0; i < 3000; i++) {
      assertThatThrownBy(
              () ->
                  database.write(
                      tx -> {
                        insert(tx, 1);
                        Thread.currentThread().interrupt();
                        throw mine;
                      }))
          .isSameAs(mine);
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(mine.getSuppressed()).isEmpty();
    assertThat(stored()).isZero();
  }

  @Test
  void aQueryTimeoutIsRefusedBecauseItStopsNothing() {
    assertThatThrownBy(
            () ->
                database.read(tx -> tx.resultQuery("SELECT id FROM mine").queryTimeout(1).fetch()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("give the block a deadline");
  }

  @Test
  void aCancelFromAnotherThreadSaysThatItWasNeitherDeadlineNorInterrupt() throws Exception {
    SQLiteConnection[] running = new SQLiteConnection[1];
    CountDownLatch known = new CountDownLatch(1);
    FutureTask<Object> counting =
        new FutureTask<>(
            () ->
                database.write(
                    tx -> {
                      running[0] = tx.connectionResult(c -> c.unwrap(SQLiteConnection.class));
                      known.countDown();
                      return SlowQuery.count(tx);
                    }));
    Thread thread = Thread.ofPlatform().start(counting);
    known.await();
    while (!counting.isDone()) {
      if (isCounting(thread)) {
        running[0].getDatabase().interrupt();
      }
      Thread.onSpinWait();
    }
    assertThatThrownBy(counting::get)
        .hasCauseInstanceOf(CancelledException.class)
        .hasMessageContaining("was cancelled")
        .hasMessageNotContaining("deadline has passed");
    database.write(tx -> insert(tx, 1));
  }

  @Test
  void aCursorThatIsReadSlowlyNoticesTheInterrupt() {
    try (Cursor<Record> cursor = database.dsl().fetchLazy(SlowQuery.NUMBERS + " SELECT i FROM n")) {
      assertThat(cursor.fetchNext()).isNotNull();
      Thread.currentThread().interrupt();
      assertThatThrownBy(
              () -> {
                while (true) {
                  cursor.fetchNext();
                }
              })
          .isInstanceOf(CancelledException.class)
          .hasMessageContaining("interrupted");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(stored()).isZero();
  }

  @Test
  void aThreadThatHoldsEveryConnectionIsToldInsteadOfWaitingForItself() {
    try (SqliteDatabase memory = SqliteDatabase.inMemory();
        Cursor<Record> open = memory.dsl().fetchLazy(SlowQuery.NUMBERS + " SELECT i FROM n")) {
      assertThat(open.fetchNext()).isNotNull();
      assertThatThrownBy(() -> memory.write(tx -> 1))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("wait for itself");
      open.close();
      assertThat(memory.<Integer, RuntimeException>write(tx -> 1)).isEqualTo(1);
    }
  }

  /** With more and more time, until it is the running statement that was stopped and not what comes before it. */
  private static CancelledException stopped(Consumer<TransactionOptions> work) {
    Duration time = SOON;
    CancelledException cancelled;
    do {
      TransactionOptions options = TransactionOptions.defaults().deadline(Deadline.after(time));
      cancelled = catchThrowableOfType(CancelledException.class, () -> work.accept(options));
      assertThat(cancelled).isNotNull();
      time = time.multipliedBy(2);
    } while (cancelled.statement().sql() == null);
    return cancelled;
  }

  /** Not in the rollback that follows, which a cancel would stop as well. */
  private static boolean isCounting(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    return stack.length > 0
        && stack[0].isNativeMethod()
        && Arrays.stream(stack).anyMatch(f -> f.getClassName().equals(SlowQuery.class.getName()));
  }

  private SQLiteConnection raw() {
    return database.write(
        tx -> tx.connectionResult(connection -> connection.unwrap(SQLiteConnection.class)));
  }

  private int stored() {
    return database.dsl().fetchCount(database.dsl().selectFrom("mine"));
  }

  private static int insert(DSLContext tx, int id) {
    return tx.execute("INSERT INTO mine (id) VALUES (?)", id);
  }

  private static TransactionOptions soon() {
    return TransactionOptions.defaults().deadline(Deadline.after(SOON));
  }
}
