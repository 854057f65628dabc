// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.sqlite.internal.SessionPool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Far more callers than connections. */
@Timeout(120)
class VirtualThreadsTest {
  private static final int WRITERS = 500;
  private static final int READERS = 500;
  private static final int ROWS = 4 * WRITERS;

  @TempDir Path folder;

  @Test
  void aThousandCallersOfAFileAreAllServedAndTheWritersInTheirOrder() throws Exception {
    try (SqliteDatabase database =
        SqliteDatabase.open(folder.resolve("agent.db"), SqliteOptions.defaults().readers(4))) {
      assertThatAllAreServed(database);
    }
  }

  @Test
  void aThousandCallersOfADatabaseInMemoryAreAllServedAndTheWritersInTheirOrder() throws Exception {
    try (SqliteDatabase database = SqliteDatabase.inMemory()) {
      assertThatAllAreServed(database);
    }
  }

  private static void assertThatAllAreServed(SqliteDatabase database) throws Exception {
    database.write(tx -> tx.execute("CREATE TABLE mine (id INTEGER NOT NULL) STRICT"));
    List<Integer> served = Collections.synchronizedList(new ArrayList<>());
    List<FutureTask<Integer>> writes = new ArrayList<>();
    List<FutureTask<Integer>> reads = new ArrayList<>();
    database.write(
        tx -> {
          // All queue behind this block. Each writer stands in the queue before the next one comes.
          for (int i = 0; i < WRITERS; i++) {
            int number = i;
            FutureTask<Integer> write =
                new FutureTask<>(
                    () -> {
                      database.write(inner -> writeTwo(inner, number, served));
                      // Asks at once when the writer is free, and must not overtake those who wait.
                      return database.write(inner -> writeTwo(inner, WRITERS + number, served));
                    });
            writes.add(write);
            awaitQueued(Thread.ofVirtual().start(write));
            FutureTask<Integer> read = new FutureTask<>(() -> database.read(inner -> count(inner)));
            reads.add(read);
            Thread.ofVirtual().start(read);
          }
          return null;
        });
    for (FutureTask<Integer> write : writes) {
      write.get();
    }
    assertThat(reads).hasSize(READERS);
    for (FutureTask<Integer> read : reads) {
      assertThat(read.get()).as("both rows of each write, or none").isBetween(0, ROWS).isEven();
    }
    assertThat(served.subList(0, WRITERS))
        .as("all that waited, in their order, before anybody's second write")
        .containsExactlyElementsOf(IntStream.range(0, WRITERS).boxed().toList());
    assertThat(served).hasSize(2 * WRITERS).doesNotHaveDuplicates();
    assertThat(count(database.dsl())).isEqualTo(ROWS);
  }

  private static int writeTwo(DSLContext tx, int number, List<Integer> served) {
    served.add(number);
    tx.execute("INSERT INTO mine (id) VALUES (?)", number);
    return tx.execute("INSERT INTO mine (id) VALUES (?)", number);
  }

  private static int count(DSLContext context) {
    return context.fetch("SELECT id FROM mine").size();
  }

  private static void awaitQueued(Thread thread) {
    while (thread.getState() != Thread.State.WAITING
        || Arrays.stream(thread.getStackTrace())
            .noneMatch(frame -> frame.getClassName().equals(SessionPool.class.getName()))) {
      assertThat(thread.isAlive()).as("the thread waits").isTrue();
      Thread.onSpinWait();
    }
  }
}
