// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.UsageLevel;
import io.agentstorage.core.error.StorageFullException;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.retention.ClassPlan;
import io.agentstorage.core.retention.ClassReport;
import io.agentstorage.core.retention.DiskBudget;
import io.agentstorage.core.retention.DiskSpace;
import io.agentstorage.core.retention.OwnSpace;
import io.agentstorage.core.retention.Retention;
import io.agentstorage.core.retention.RetentionPlan;
import io.agentstorage.core.retention.RetentionPolicy;
import io.agentstorage.core.retention.RetentionReport;
import io.agentstorage.core.retention.RetentionRule;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.Outbox;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.OutboxRepository;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.repo.RetainedData;
import io.agentstorage.testkit.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a file may take, what goes when it takes more, and what is given back. */
@Timeout(120)
class DiskBudgetTest {
  private static final Instant START = Instant.parse("2026-02-03T00:00:00Z");
  private static final long MIB = 1 << 20;

  @TempDir Path folder;
  private final TestClock clock = new TestClock(START);
  private @Nullable SqliteDatabase database;

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
  }

  private SqliteDatabase open(SqliteOptions options) {
    SqliteDatabase opened = SqliteDatabase.open(folder.resolve("agent.db"), options);
    database = opened;
    return opened;
  }

  private static Stream<ResourceTags> pods(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                ResourceTags.builder(ResourceType.POD, prefix + i)
                    .namespace("shop")
                    .labels(Map.of("app", prefix + i))
                    .annotations(Map.of("note", prefix.repeat(30) + i))
                    .build());
  }

  private void load(SqliteDatabase db, String prefix, int count) {
    new ResourceRepository(db, clock).bulkLoad(pods(prefix, count), BulkLoadOptions.defaults());
  }

  private void sendAll(SqliteDatabase db) {
    Outbox outbox = new OutboxRepository(db);
    outbox.acknowledge(outbox.pending(1_000_000, Long.MAX_VALUE), clock.instant());
  }

  private static RetentionPolicy keepAll() {
    RetentionRule all = RetentionRule.keepAll();
    return RetentionPolicy.defaults()
        .with(RetainedData.TOMBSTONES, all)
        .with(RetainedData.HISTORY, all)
        .with(RetainedData.SAMPLES, all)
        .chunks(50_000, Duration.ofMillis(25), Duration.ZERO);
  }

  private Retention retention(SqliteDatabase db, RetentionPolicy policy) {
    return Retention.of(db, RetainedData.of(db), policy, clock);
  }

  private static OwnSpace space(SqliteDatabase db) {
    return DiskSpace.of(db, Map.of()).measure();
  }

  private static Map<String, Long> gone(RetentionReport report) {
    return report.classes().stream()
        .collect(Collectors.toMap(ClassReport::name, ClassReport::rows));
  }

  @Test
  void aFullFileRefusesWritesKeepsReadingAndHeals() {
    SqliteDatabase db = open(SqliteOptions.defaults().maxBytes(2 * MIB));
    ResourceStore store = new ResourceRepository(db, clock);
    BulkLoadOptions<ResourceTags> small =
        BulkLoadOptions.<ResourceTags>defaults().chunkRows(100).commitRows(1);

    assertThatThrownBy(() -> store.bulkLoad(pods("pod-", 100_000), small))
        .isInstanceOf(StorageFullException.class);

    int stored = db.dsl().fetchCount(RESOURCE_TAGS);
    assertThat(stored).isPositive();
    assertThat(store.find(pods("pod-", 1).findFirst().orElseThrow().key())).isPresent();
    assertThat(space(db).databaseBytes()).isLessThanOrEqualTo(2 * MIB);
    assertThatThrownBy(() -> load(db, "more-", 500)).isInstanceOf(StorageFullException.class);
    sendAll(db);
    DiskBudget budget = DiskBudget.of(2 * MIB).percents(90, 50);
    RetentionReport report = retention(db, keepAll().budget(budget)).run();

    assertThat(gone(report).get(RetainedData.RESOURCES)).isBetween(1L, stored - 1L);
    assertThat(space(db).usedBytes()).isLessThanOrEqualTo(MIB);
    load(db, "more-", 500);
    assertThat(db.dsl().fetchCount(RESOURCE_TAGS, RESOURCE_TAGS.NAME.startsWith("more-")))
        .isEqualTo(500);
  }

  @Test
  void aLimitBelowWhatThereIsHoldsOnceSomethingIsGivenBack() {
    SqliteDatabase unlimited = open(SqliteOptions.defaults());
    load(unlimited, "pod-", 4_000);
    sendAll(unlimited);
    long bytes = space(unlimited).databaseBytes();
    unlimited.close();
    SqliteDatabase db = open(SqliteOptions.defaults().maxBytes(bytes / 2));
    assertThatThrownBy(() -> load(db, "more-", 4_000)).isInstanceOf(StorageFullException.class);

    retention(
            db,
            keepAll()
                .with(RetainedData.RESOURCES, RetentionRule.keepAll().maxRows(0))
                .keepFreeBytes(0))
        .run();

    assertThat(space(db).databaseBytes()).isLessThan(bytes / 4);
    assertThatThrownBy(() -> load(db, "more-", 4_000)).isInstanceOf(StorageFullException.class);
    assertThat(space(db).databaseBytes()).isLessThanOrEqualTo(bytes / 2);
  }

  @Test
  void whatIsFreeBeyondTheBoundIsGivenBack() throws Exception {
    SqliteDatabase db = open(SqliteOptions.defaults());
    load(db, "pod-", 20_000);
    sendAll(db);
    RetentionPolicy policy =
        keepAll()
            .with(RetainedData.RESOURCES, RetentionRule.keepAll().maxRows(100))
            .keepFreeBytes(MIB);
    OwnSpace before = space(db);

    RetentionReport report = retention(db, policy).run();

    OwnSpace after = space(db);
    assertThat(after.freeBytes().getAsLong()).isBetween(MIB - 8_192, MIB);
    assertThat(report.givenBackBytes()).isEqualTo(before.databaseBytes() - after.databaseBytes());
    assertThat(report.givenBackBytes()).isGreaterThan(2 * MIB);
    assertThat(Files.size(folder.resolve("agent.db"))).isEqualTo(after.databaseBytes());
    assertThat(after.logBytes()).isLessThan(MIB);
    assertThat(db.dsl().fetchCount(RESOURCE_TAGS)).isEqualTo(100);
  }

  /** Resources, a revision of each that it was before, and as many that have ended, all of them sent. */
  private SqliteDatabase withSomeOfEach() {
    SqliteDatabase db = open(SqliteOptions.defaults());
    ResourceStore store = new ResourceRepository(db, clock);
    load(db, "ended-", 1_000);
    pods("ended-", 1_000).forEach(pod -> store.delete(pod.key(), null));
    load(db, "pod-", 1_000);
    clock.advance(Duration.ofHours(1));
    store.bulkLoad(
        pods("pod-", 1_000).map(pod -> pod.toBuilder().labels(Map.of("app", "other")).build()),
        BulkLoadOptions.defaults());
    sendAll(db);
    db.close(); // without a log
    return open(SqliteOptions.defaults());
  }

  @Test
  void withoutRoomEndsGoBeforeHistoryAndHistoryBeforeResources() {
    SqliteDatabase db = withSomeOfEach();
    long used = space(db).usedBytes();

    Map<String, Long> first =
        gone(retention(db, keepAll().budget(exceededBy(used, 200_000))).run());
    assertThat(first.get(RetainedData.TOMBSTONES)).isBetween(100L, 999L);
    assertThat(first.getOrDefault(RetainedData.HISTORY, 0L)).isZero();

    RetentionRule none = RetentionRule.keepAll().maxRows(0);
    retention(db, keepAll().with(RetainedData.TOMBSTONES, none)).run();
    db.close();
    db = open(SqliteOptions.defaults());
    Map<String, Long> second =
        gone(retention(db, keepAll().budget(exceededBy(space(db).usedBytes(), 100_000))).run());
    assertThat(second.get(RetainedData.HISTORY)).isBetween(1L, 1_000L);
    assertThat(second.getOrDefault(RetainedData.RESOURCES, 0L)).isZero();
    assertThat(db.dsl().fetchCount(RESOURCE_TAGS)).isEqualTo(1_000);
  }

  /** A budget above whose target just so much is in use. */
  private static DiskBudget exceededBy(long used, long excess) {
    long target = used - excess;
    return DiskBudget.of(target * 100 / 80).percents(81, 80);
  }

  @Test
  void aPlanSaysWhatGoesForWantOfRoom() {
    SqliteDatabase db = withSomeOfEach();
    DiskBudget budget = exceededBy(space(db).usedBytes(), 200_000);

    RetentionPlan plan = retention(db, keepAll().budget(budget)).plan();

    // 400 bytes each; sets that nothing refers to go in any case, and count.
    ClassPlan tombstones = planOf(plan, RetainedData.TOMBSTONES);
    assertThat(tombstones.rows()).isBetween(400L, 501L);
    assertThat(tombstones.why()).contains("budget");
    assertThat(planOf(plan, RetainedData.RESOURCES).rows()).isZero();
  }

  private static ClassPlan planOf(RetentionPlan plan, String name) {
    return plan.classes().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void whatWasNotSentStaysThoughThereIsNoRoom() {
    SqliteDatabase db = open(SqliteOptions.defaults());
    load(db, "sent-", 500);
    sendAll(db);
    load(db, "unsent-", 2_000);
    int pending = new OutboxRepository(db).pending(10_000, Long.MAX_VALUE).size();

    RetentionReport report = retention(db, keepAll().budget(DiskBudget.of(100_000))).run();

    assertThat(gone(report)).containsEntry(RetainedData.RESOURCES, 500L);
    assertThat(new OutboxRepository(db).pending(10_000, Long.MAX_VALUE)).hasSize(pending);
    assertThat(db.dsl().fetchCount(RESOURCE_TAGS)).isEqualTo(2_000);
    assertThat(space(db).level(DiskBudget.of(100_000))).isEqualTo(UsageLevel.CRITICAL);
  }

  @Test
  void belowItsStartABudgetLetsNothingGo() {
    SqliteDatabase db = withSomeOfEach();
    DiskBudget budget = DiskBudget.of(space(db).usedBytes() * 2);

    assertThat(retention(db, keepAll().budget(budget)).run().rows()).isZero();
    assertThat(space(db).level(budget)).isIn(UsageLevel.NONE, UsageLevel.LOW);
  }

  @Test
  void foldersCountAndTheLogToo() throws Exception {
    SqliteDatabase db = open(SqliteOptions.defaults());
    Path metrics = Files.createDirectories(folder.resolve("metrics/uploaded"));
    Files.write(metrics.resolve("one"), new byte[12_345]);
    Files.write(metrics.resolveSibling("two"), new byte[55]);
    load(db, "pod-", 10);

    OwnSpace space =
        DiskSpace.of(db, Map.of("metrics", folder.resolve("metrics"), "none", folder.resolve("x")))
            .measure();

    assertThat(space.folders()).isEqualTo(Map.of("metrics", 12_400L, "none", 0L));
    assertThat(space.logBytes())
        .isEqualTo(
            Files.size(folder.resolve("agent.db-wal"))
                + Files.size(folder.resolve("agent.db-shm")));
    assertThat(space.totalBytes()).isEqualTo(space.databaseBytes() + space.logBytes() + 12_400);
  }
}
