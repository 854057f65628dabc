// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When a load commits, and who writes between two commits. The loads go on until the others have written. */
@Timeout(120)
class CommitsOfLoadsTest {
  private static final int CHUNK = 50;

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger commits = new AtomicInteger();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong rows = new AtomicLong();
  private final CountDownLatch loading = new CountDownLatch(1);
  @TempDir Path folder;
  private SqliteDatabase database;

  @BeforeEach
  void open() {
    database = SqliteDatabase.open(file());
    slowInserts();
  }

  @AfterEach
  void close() {
    over.set(true);
    database.close();
  }

  private Path file() {
    return folder.resolve("agent.db");
  }

  private static ResourceStore store(SqliteDatabase database) {
    return new ResourceRepository(database, Clock.systemUTC());
  }

  private static ResourceTags pod(String name) {
    return ResourceTags.builder(ResourceType.POD, name).labels(Map.of("app", "web")).build();
  }

  private ResourceTags loaded(int number) {
    taken.incrementAndGet();
    return pod("loaded-" + number);
  }

  /** So that writing a chunk takes much longer than preparing the next, which is then always there. */
  private void slowInserts() {
    database.write(
        tx ->
            tx.execute(
                "CREATE TRIGGER slow AFTER INSERT ON resource_tags BEGIN SELECT count(*) FROM (WITH"
                    + " RECURSIVE step(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM step WHERE n <"
                    + " 3000) SELECT n FROM step); END"));
  }

  private BulkLoadOptions<ResourceTags> options() {
    return BulkLoadOptions.<ResourceTags>defaults()
        .chunkRows(CHUNK)
        .cancelWhen(over::get)
        .onProgress(
            progress -> {
              commits.incrementAndGet();
              rows.set(progress.rows());
              loading.countDown();
            });
  }

  private BulkLoadReport load(BulkLoadOptions<ResourceTags> options, int pods) {
    return store(database).bulkLoad(IntStream.range(0, pods).mapToObj(this::loaded), options);
  }

  private CompletableFuture<BulkLoadReport> startEndlessLoad() throws InterruptedException {
    CompletableFuture<BulkLoadReport> load =
        CompletableFuture.supplyAsync(() -> load(options(), Integer.MAX_VALUE));
    loading.await();
    return load;
  }

  /** Two chunks are prepared ahead, so that what else was taken is written and not committed. */
  private void awaitTheMiddleOfACommit(CompletableFuture<BulkLoadReport> load) {
    while (taken.get() - rows.get() < 5 * CHUNK) {
      assertThat(load).isNotDone();
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      LockSupport.parkNanos(1_000_000); // a spin would take the core that the load needs
    }
  }

  private void end(CompletableFuture<BulkLoadReport> load) {
    over.set(true);
    assertThat(load.orTimeout(60, TimeUnit.SECONDS).join().inserted()).isPositive();
  }

  @Test
  void chunksAreCommittedTogetherWhileNobodyWaits() {
    BulkLoadReport report = load(options(), 40 * CHUNK);

    assertThat(report.inserted()).isEqualTo(40 * CHUNK);
    assertThat(rows.get()).isEqualTo(40 * CHUNK);
    assertThat(commits.get()).isLessThan(40);
  }

  @Test
  void eachChunkIsCommittedWhereTheCallerSaysSo() {
    load(options().commitRows(1), 40 * CHUNK);

    assertThat(commits.get()).isEqualTo(40);
  }

  @Test
  void eachChunkIsCommittedWhereSomebodyIsToldOfItsRows() {
    load(options().onOutcome(row -> {}), 40 * CHUNK);

    assertThat(commits.get()).isEqualTo(40);
  }

  @Test
  void whatWasCommittedBeforeTheInputFailedStays() {
    List<Long> committed = new ArrayList<>();

    Throwable failure =
        catchThrowable(
            () ->
                store(database)
                    .bulkLoad(
                        IntStream.range(0, 20 * CHUNK)
                            .mapToObj(
                                i -> {
                                  if (i == 10 * CHUNK) {
                                    throw new IllegalStateException("the file is cut off");
                                  }
                                  return pod("loaded-" + i);
                                }),
                        options().onProgress(progress -> committed.add(progress.rows()))));

    assertThat(failure).hasMessage("the file is cut off");
    assertThat(committed.getLast()).isEqualTo(10 * CHUNK);
    assertThat(store(database).count()).isEqualTo(10 * CHUNK);
  }

  @Test
  void aThreadThatWaitsToWriteHasItsTurnAfterTheChunk() throws InterruptedException {
    CompletableFuture<BulkLoadReport> load = startEndlessLoad();

    for (int i = 0; i < 3; i++) {
      awaitTheMiddleOfACommit(load);
      long before = taken.get();
      int committed = database.write(tx -> tx.fetchCount(RESOURCE_TAGS));
      assertThat(committed - before).as("rows written while it waited").isLessThan(10 * CHUNK);
    }

    end(load);
  }

  @Test
  void anotherProcessHasItsTurnAfterTheCommit() throws InterruptedException {
    try (SqliteDatabase other = SqliteDatabase.open(file())) {
      CompletableFuture<BulkLoadReport> load = startEndlessLoad();

      for (int i = 0; i < 4; i++) {
        awaitTheMiddleOfACommit(load);
        store(other).create(pod("other-" + i));
      }

      assertThat(load).isNotDone();
      end(load);
    }
  }

  @Test
  void anotherToolHasItsTurnWithinSeconds() throws InterruptedException, SQLException {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 15000");
      CompletableFuture<BulkLoadReport> load = startEndlessLoad();

      for (int i = 0; i < 2; i++) {
        awaitTheMiddleOfACommit(load);
        statement.execute("BEGIN IMMEDIATE");
        statement.execute("COMMIT");
      }

      assertThat(load).isNotDone();
      end(load);
    }
  }
}
