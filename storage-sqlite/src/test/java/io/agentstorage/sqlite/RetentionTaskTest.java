// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.retention.ClassPlan;
import io.agentstorage.core.retention.DiskSpace;
import io.agentstorage.core.retention.Purge;
import io.agentstorage.core.retention.PurgeRequest;
import io.agentstorage.core.retention.RetainedClass;
import io.agentstorage.core.retention.Retention;
import io.agentstorage.core.retention.RetentionListener;
import io.agentstorage.core.retention.RetentionPolicy;
import io.agentstorage.core.retention.RetentionReport;
import io.agentstorage.core.retention.RetentionRule;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.Outbox;
import io.agentstorage.repo.OutboxRepository;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.repo.RetainedData;
import io.agentstorage.repo.RetentionRunner;
import io.agentstorage.repo.RetentionTask;
import io.agentstorage.repo.RetentionTaskListener;
import io.agentstorage.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Retention runs by itself, one run at a time, also between processes. */
@Timeout(120)
class RetentionTaskTest {
  private static final Instant START = Instant.parse("2026-02-03T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;
  private final TestClock clock = new TestClock(START);
  private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
  private SqliteDatabase database;

  @BeforeEach
  void open() {
    database = SqliteDatabase.open(folder.resolve("agent.db"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private final RetentionTaskListener listener =
      new RetentionTaskListener() {
        @Override
        public void onRun(RetentionReport report) {
          events.add(report);
        }

        @Override
        public void onBusy() {
          events.add("busy");
        }

        @Override
        public void onFailure(int failures, RuntimeException failure, Duration pause) {
          events.add(failures + " " + failure.getMessage());
        }
      };

  private Object nextEvent() throws InterruptedException {
    Object event = events.poll(60, TimeUnit.SECONDS);
    assertThat(event).as("something happens within a minute").isNotNull();
    return event;
  }

  private void loadSent(int count) {
    new ResourceRepository(database, clock)
        .bulkLoad(
            IntStream.range(0, count)
                .mapToObj(i -> ResourceTags.builder(ResourceType.POD, "pod-" + i).build()),
            BulkLoadOptions.defaults());
    Outbox outbox = new OutboxRepository(database);
    outbox.acknowledge(outbox.pending(count, Long.MAX_VALUE), clock.instant());
  }

  private RetentionRunner runner(SqliteDatabase db, List<RetainedClass> classes, int chunkRows) {
    RetentionPolicy policy =
        RetentionPolicy.defaults().chunks(chunkRows, Duration.ofHours(1), Duration.ZERO);
    for (RetainedClass one : classes) {
      if (one.name().equals(RetainedData.RESOURCES)) {
        policy = policy.with(RetainedData.RESOURCES, RetentionRule.keepAll().maxRows(0));
      }
    }
    Retention retention = Retention.of(db, classes, policy, clock);
    return new RetentionRunner(db, retention, DiskSpace.of(db, Map.of()), clock);
  }

  private RetentionRunner runner() {
    return runner(database, RetainedData.of(database), 1_000);
  }

  private int rows() {
    return database.dsl().fetchCount(RESOURCE_TAGS);
  }

  @Test
  void itRunsWhenItIsStartedAndWhenItIsTime() throws Exception {
    loadSent(10);
    RetentionRunner runner = runner();
    try (RetentionTask task = new RetentionTask(runner, clock, HOUR, listener)) {
      task.start();
      assertThat(((RetentionReport) nextEvent()).rows()).isGreaterThanOrEqualTo(10);
      assertThat(rows()).isZero();
      loadSent(5);
      clock.advance(HOUR);
      task.runNow();
      assertThat(((RetentionReport) nextEvent()).rows()).isGreaterThanOrEqualTo(5);
      assertThat(task.isRunning()).isTrue();
    }
    assertThat(runner.lastRun()).contains(START.plus(HOUR));
    assertThat(RetentionRunner.trend(database).points()).hasSize(2);
  }

  @Test
  void aProcessThatStartsSoonAfterARunWaitsForItsTime() throws Exception {
    runner().runOnce(new RetentionListener() {}, () -> false);
    loadSent(3);
    clock.advance(HOUR.minusMillis(1));
    try (RetentionTask task = new RetentionTask(runner(), clock, HOUR, listener)) {
      task.start();
      assertThat(events.poll(200, TimeUnit.MILLISECONDS)).isNull();
      assertThat(rows()).isEqualTo(3);
    }
  }

  @Test
  void aFailureIsToldAndTriedAgain() throws Exception {
    int[] asked = {0};
    RetainedClass failing =
        new Stub() {
          @Override
          public Purge select(PurgeRequest request) {
            asked[0]++;
            if (asked[0] <= 2) {
              throw new StorageException("the disk of a test", null);
            }
            return nothing();
          }
        };
    try (RetentionTask task =
        new RetentionTask(
            runner(database, List.of(failing), 10), clock, Duration.ofMillis(5), listener)) {
      task.start();
      assertThat(nextEvent()).isEqualTo("1 the disk of a test");
      assertThat(nextEvent()).isEqualTo("2 the disk of a test");
      assertThat(nextEvent()).isInstanceOf(RetentionReport.class);
    }
  }

  @Test
  void whileOneRunsAnotherProcessDoesNot() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    RetainedClass slow = blocking(running, goOn);
    try (SqliteDatabase other = SqliteDatabase.open(folder.resolve("agent.db"));
        RetentionTask task =
            new RetentionTask(runner(database, List.of(slow), 10), clock, HOUR, listener)) {
      task.start();
      assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
      RetentionRunner second = runner(other, RetainedData.of(other), 10);

      assertThat(second.runOnce(new RetentionListener() {}, () -> false)).isEmpty();

      goOn.countDown();
      assertThat(nextEvent()).isInstanceOf(RetentionReport.class);
      assertThat(second.runOnce(new RetentionListener() {}, () -> false)).isPresent();
    }
  }

  @Test
  void oneThatDiedIsNotWaitedForForEver() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    RetainedClass slow = blocking(running, goOn);
    loadSent(3);
    try (RetentionTask task =
        new RetentionTask(runner(database, List.of(slow), 10), clock, HOUR, listener)) {
      task.start();
      assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
      clock.advance(RetentionRunner.LEASE.minusMillis(1));
      assertThat(runner().runOnce(new RetentionListener() {}, () -> false)).isEmpty();
      clock.advance(Duration.ofMillis(1));

      assertThat(runner().runOnce(new RetentionListener() {}, () -> false)).isPresent();

      assertThat(rows()).isZero();
      goOn.countDown();
      RetentionReport late = (RetentionReport) nextEvent();
      assertThat(late.stopped()).as("it sees that another one has the lease").isTrue();
    }
  }

  @Test
  void closingFinishesTheTransactionUnderWayAndBeginsNoOther() throws Exception {
    loadSent(100);
    CountDownLatch first = new CountDownLatch(1);
    List<Long> chunks = new ArrayList<>();
    RetentionTask[] task = new RetentionTask[1];
    RetentionTaskListener stopping =
        new RetentionTaskListener() {
          @Override
          public void onChunk(ClassPlan plan, long rows) {
            chunks.add(rows);
            task[0].close(); // on its own thread it does not wait for itself
            first.countDown();
          }

          @Override
          public void onFailure(int failures, RuntimeException failure, Duration pause) {
            events.add(failure);
          }
        };
    task[0] =
        new RetentionTask(runner(database, RetainedData.of(database), 10), clock, HOUR, stopping);
    task[0].start();
    assertThat(first.await(60, TimeUnit.SECONDS)).isTrue();
    task[0].close();

    assertThat(task[0].isRunning()).isFalse();
    assertThat(chunks).containsExactly(10L);
    assertThat(rows()).isEqualTo(90);
    assertThat(events).isEmpty();
    assertThatThrownBy(() -> task[0].start()).isInstanceOf(IllegalStateException.class);
    assertThat(runner().runOnce(new RetentionListener() {}, () -> false)).isPresent();
  }

  private static RetainedClass blocking(CountDownLatch running, CountDownLatch goOn) {
    return new Stub() {
      @Override
      public Purge select(PurgeRequest request) {
        running.countDown();
        try {
          assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return nothing();
      }
    };
  }

  /** A class with nothing in it. */
  private abstract static class Stub implements RetainedClass {
    @Override
    public String name() {
      return "stub";
    }

    @Override
    public RetentionRule defaultRule() {
      return RetentionRule.keepAll();
    }

    static Purge nothing() {
      return new Purge() {
        @Override
        public ClassPlan plan() {
          return ClassPlan.nothing("stub", "a test");
        }

        @Override
        public Deleted delete(int mostRows) {
          return Deleted.nothing(true);
        }
      };
    }
  }
}
