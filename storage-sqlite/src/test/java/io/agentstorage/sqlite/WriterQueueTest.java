// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.error.CancelledException;
import io.agentstorage.sqlite.internal.SessionPool;
import io.agentstorage.testkit.StorageExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class WriterQueueTest {
  @RegisterExtension
  static final StorageExtension STORAGE =
      StorageExtension.opening(folder -> SqliteDatabase.open(folder.resolve("agent.db")));

  @Test
  void writersAreServedInTheOrderInWhichTheyCame(SqliteDatabase database) throws Exception {
    int writers = 50;
    List<Integer> served = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    database.write(
        tx -> {
          for (int i = 0; i < writers; i++) {
            int number = i;
            Thread writer =
                Thread.ofVirtual().start(() -> database.write(inner -> served.add(number)));
            awaitQueued(writer);
            threads.add(writer);
          }
          return null;
        });
    // Comes last, although it asks at once when the writer is free.
    database.write(tx -> served.add(writers));
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(served)
        .containsExactlyElementsOf(IntStream.rangeClosed(0, writers).boxed().toList());
  }

  @Test
  void anInterruptEndsTheWaitAndStaysVisible(SqliteDatabase database) throws Exception {
    FutureTask<Boolean> waiting =
        new FutureTask<>(
            () -> {
              assertThatThrownBy(() -> database.write(tx -> null))
                  .isInstanceOf(CancelledException.class)
                  .hasMessageContaining("interrupted");
              return Thread.currentThread().isInterrupted();
            });
    database.write(
        tx -> {
          Thread thread = Thread.ofVirtual().start(waiting);
          awaitQueued(thread);
          thread.interrupt();
          assertThat(result(waiting)).as("interrupt flag").isTrue();
          return null;
        });
    String next = database.write(tx -> "next");
    assertThat(next).isEqualTo("next");
  }

  @Test
  void closeWaitsForTheRunningWrite(SqliteDatabase database, Path folder) throws Exception {
    FutureTask<Void> closing = new FutureTask<>(database::close, null);
    boolean[] closedEarly = new boolean[1];
    database.write(
        tx -> {
          Thread thread = Thread.ofVirtual().start(closing);
          awaitParkedIn(thread, "close");
          closedEarly[0] = closing.isDone();
          return tx.execute("CREATE TABLE mine (id INTEGER)");
        });
    closing.get();
    assertThat(closedEarly[0]).isFalse();
    assertThat(Raw.query(folder.resolve("agent.db"), "SELECT count(*) FROM mine"))
        .containsExactly("0");
  }

  private static boolean result(FutureTask<Boolean> task) throws InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  private static void awaitQueued(Thread thread) {
    awaitParkedIn(thread, "take");
  }

  private static void awaitParkedIn(Thread thread, String method) {
    Set<Thread.State> parked = Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);
    while (!parked.contains(thread.getState())
        || Arrays.stream(thread.getStackTrace())
            .noneMatch(
                frame ->
                    frame.getClassName().equals(SessionPool.class.getName())
                        && frame.getMethodName().equals(method))) {
      assertThat(thread.isAlive()).as("the thread waits").isTrue();
      Thread.onSpinWait();
    }
  }
}
