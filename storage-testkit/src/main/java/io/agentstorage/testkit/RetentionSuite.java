// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static io.agentstorage.codegen.Tables.ANNOTATION_SET;
import static io.agentstorage.codegen.Tables.LABEL_ENTRY;
import static io.agentstorage.codegen.Tables.LABEL_PAIR;
import static io.agentstorage.codegen.Tables.LABEL_SET;
import static io.agentstorage.codegen.Tables.METRIC_DATA;
import static io.agentstorage.codegen.Tables.METRIC_SERIES;
import static io.agentstorage.codegen.Tables.RESOURCE_HISTORY;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.model.OutboxEntry;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.model.WriteOutcome;
import io.agentstorage.core.retention.ClassPlan;
import io.agentstorage.core.retention.ClassReport;
import io.agentstorage.core.retention.Purge;
import io.agentstorage.core.retention.PurgeRequest;
import io.agentstorage.core.retention.RetainedClass;
import io.agentstorage.core.retention.Retention;
import io.agentstorage.core.retention.RetentionListener;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes when, and what never does, on every database. */
public abstract class RetentionSuite {
  private static final Instant START = Instant.parse("2026-02-03T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final RetentionRule KEEP_ALL = RetentionRule.keepAll();
  private static final int ALL = 1_000_000;

  private final TestClock clock = new TestClock(START);
  private Database database;
  private ResourceStore store;
  private Outbox outbox;

  /** For subclasses. */
  protected RetentionSuite() {}

  /**
   * Opens a fresh, empty database.
   *
   * @return the database; the suite closes it
   */
  protected abstract Database openDatabase();

  @BeforeEach
  void open() {
    database = openDatabase();
    store = new ResourceRepository(database, clock);
    outbox = new OutboxRepository(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static ResourceTags pod(String name, String team) {
    return ResourceTags.builder(ResourceType.POD, name)
        .namespace("shop")
        .labels(Map.of("team", team))
        .build();
  }

  private void onDay(int day) {
    clock.set(START.plus(DAY.multipliedBy(day)));
  }

  private void upsert(int day, String name, String team) {
    onDay(day);
    store.upsert(pod(name, team));
  }

  private void delete(int day, String name) {
    onDay(day);
    assertThat(store.delete(pod(name, "any").key(), null)).isPresent();
  }

  private void sendAll(int day) {
    onDay(day);
    outbox.acknowledge(pending(), clock.instant());
  }

  private List<OutboxEntry> pending() {
    return outbox.pending(ALL, Long.MAX_VALUE);
  }

  private static RetentionRule days(int days) {
    return KEEP_ALL.maxAge(DAY.multipliedBy(days));
  }

  private static RetentionPolicy keepAll() {
    return RetentionPolicy.defaults()
        .with(RetainedData.TOMBSTONES, KEEP_ALL)
        .with(RetainedData.HISTORY, KEEP_ALL)
        .with(RetainedData.SAMPLES, KEEP_ALL)
        .with(RetainedData.RESOURCES, KEEP_ALL)
        .chunks(50_000, Duration.ofMillis(25), Duration.ZERO);
  }

  private Retention retention(RetentionPolicy policy) {
    return Retention.of(database, RetainedData.of(database), policy, clock);
  }

  private int rows(Table<?> table) {
    return database.dsl().fetchCount(table);
  }

  private List<String> names() {
    return database
        .dsl()
        .select(RESOURCE_TAGS.NAME)
        .from(RESOURCE_TAGS)
        .orderBy(RESOURCE_TAGS.NAME)
        .fetch(RESOURCE_TAGS.NAME);
  }

  private static Map<String, Long> planned(RetentionPlan plan) {
    return plan.classes().stream().collect(Collectors.toMap(ClassPlan::name, ClassPlan::rows));
  }

  private static Map<String, Long> gone(RetentionReport report) {
    return report.classes().stream()
        .collect(Collectors.toMap(ClassReport::name, ClassReport::rows));
  }

  private static ClassPlan planOf(RetentionPlan plan, String name) {
    return plan.classes().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void whatIsOldAndSentGoesAndTheRestStays() {
    upsert(0, "old", "core");
    upsert(0, "changed", "core");
    upsert(0, "deleted", "core");
    sendAll(1);
    upsert(5, "changed", "web");
    delete(5, "deleted");
    sendAll(6);
    upsert(20, "new", "core");
    sendAll(21);
    onDay(30);
    RetentionPolicy policy =
        keepAll()
            .with(RetainedData.TOMBSTONES, days(20))
            .with(RetainedData.HISTORY, days(20))
            .with(RetainedData.RESOURCES, days(20));

    RetentionPlan plan = retention(policy).plan();
    RetentionReport report = retention(policy).run();

    assertThat(planned(plan))
        .containsEntry(RetainedData.TOMBSTONES, 1L)
        .containsEntry(RetainedData.HISTORY, 1L)
        .containsEntry(RetainedData.RESOURCES, 2L)
        .containsEntry(RetainedData.SETS, 2L);
    assertThat(gone(report)).isEqualTo(planned(plan));
    assertThat(names()).containsExactly("new");
    assertThat(rows(RESOURCE_HISTORY)).isZero();
    assertThat(rows(LABEL_SET)).isOne();
    assertThat(rows(LABEL_PAIR)).isOne();
    assertThat(rows(LABEL_ENTRY)).isOne();
  }

  @Test
  void aPlanTellsTheAgesAndChangesNothing() {
    upsert(0, "a", "core");
    upsert(3, "b", "core");
    upsert(20, "c", "core");
    sendAll(21);
    onDay(40);

    ClassPlan plan =
        planOf(retention(keepAll().with(RetainedData.RESOURCES, days(19))).plan(), "resources");

    assertThat(plan.oldest()).isNull();
    assertThat(plan.rows()).isZero();
    plan = planOf(retention(keepAll().with(RetainedData.RESOURCES, days(18))).plan(), "resources");
    assertThat(plan.rows()).isEqualTo(3);
    assertThat(plan.bytes()).isPositive();
    assertThat(plan.bytesMeasured()).isFalse();
    assertThat(plan.oldest()).isEqualTo(START);
    assertThat(plan.newest()).isEqualTo(START.plus(DAY.multipliedBy(20)));
    assertThat(plan.cutoff()).isEqualTo(START.plus(DAY.multipliedBy(22)));
    assertThat(plan.why()).contains("older");
    assertThat(names()).hasSize(3);
  }

  @Test
  void whatWasNotSentStaysHoweverOldItIs() {
    upsert(0, "unsent", "core");
    upsert(0, "changed", "core");
    upsert(0, "ended", "core");
    sendAll(1);
    upsert(2, "unsent", "web");
    upsert(2, "changed", "web");
    delete(2, "ended");
    onDay(1_000);
    List<OutboxEntry> before = pending();

    RetentionReport report =
        retention(
                keepAll()
                    .with(RetainedData.TOMBSTONES, days(1))
                    .with(RetainedData.HISTORY, days(1))
                    .with(RetainedData.RESOURCES, KEEP_ALL.maxRows(0)))
            .run();

    assertThat(gone(report)).containsEntry(RetainedData.HISTORY, 2L);
    assertThat(gone(report)).containsEntry(RetainedData.RESOURCES, 0L);
    assertThat(before).hasSize(3);
    assertThat(pending()).isEqualTo(before);
  }

  @Test
  void ofOneTimeExactlySoManyStay() {
    onDay(0);
    store.bulkLoad(
        IntStream.range(0, 1_000).mapToObj(i -> pod("pod-" + i, "core")),
        BulkLoadOptions.defaults());
    sendAll(0);
    RetentionPolicy policy =
        keepAll()
            .with(RetainedData.RESOURCES, KEEP_ALL.maxRows(321))
            .chunks(100, Duration.ofHours(1), Duration.ZERO);

    assertThat(planned(retention(policy).plan())).containsEntry(RetainedData.RESOURCES, 679L);
    RetentionReport report = retention(policy).run();

    assertThat(rows(RESOURCE_TAGS)).isEqualTo(321);
    assertThat(report.classes())
        .filteredOn(one -> one.name().equals(RetainedData.RESOURCES))
        .singleElement()
        .satisfies(one -> assertThat(one.chunks()).isEqualTo(7));
    assertThat(retention(policy).plan().rows()).isZero();
  }

  @Test
  void theOldestGoFirst() {
    for (int day = 0; day < 10; day++) {
      upsert(day, "pod-" + day, "core");
    }
    sendAll(10);

    retention(keepAll().with(RetainedData.RESOURCES, KEEP_ALL.maxRows(3))).run();

    assertThat(names()).containsExactly("pod-7", "pod-8", "pod-9");
  }

  @Test
  void bytesLimitTheRows() {
    for (int day = 0; day < 10; day++) {
      upsert(day, "pod-" + day, "core");
    }
    sendAll(10);
    ClassPlan all =
        planOf(
            retention(keepAll().with(RetainedData.RESOURCES, KEEP_ALL.maxRows(0))).plan(),
            RetainedData.RESOURCES);

    retention(keepAll().with(RetainedData.RESOURCES, KEEP_ALL.maxBytes(all.bytes() * 4 / 10)))
        .run();

    assertThat(names()).hasSize(4);
  }

  @Test
  void aResourceThatWentIsNewWhenItIsSeenAgain() {
    upsert(0, "a", "core");
    sendAll(1);
    onDay(100);
    retention(keepAll().with(RetainedData.RESOURCES, days(10))).run();

    assertThat(pending()).isEmpty();
    assertThat(store.upsert(pod("a", "core")).outcome()).isEqualTo(WriteOutcome.INSERTED);

    assertThat(pending()).hasSize(1);
    assertThat(store.find(pod("a", "core").key())).isPresent();
  }

  @Test
  void setsThatAnythingRefersToStay() {
    ResourceTags current =
        ResourceTags.builder(ResourceType.POD, "current")
            .labels(Map.of("l", "1", "shared", "x"))
            .metricLabels(Map.of("m", "1", "shared", "x"))
            .annotations(Map.of("a", "1"))
            .build();
    onDay(0);
    store.upsert(current);
    store.upsert(
        current.toBuilder()
            .labels(Map.of("l", "2", "shared", "x"))
            .metricLabels(Map.of("m", "2"))
            .annotations(Map.of("a", "2"))
            .build());
    addSamples(series(1, Map.of("s", "1")), START, 1);
    int sets = rows(LABEL_SET);

    assertThat(gone(retention(keepAll()).run())).containsEntry(RetainedData.SETS, 0L);

    assertThat(sets).isEqualTo(5);
    onDay(100);
    retention(keepAll().with(RetainedData.HISTORY, days(1))).run();
    assertThat(database.dsl().fetchCount(RESOURCE_HISTORY)).isZero();
    assertThat(labels())
        .containsExactlyInAnyOrder(
            Map.of("l", "2", "shared", "x"), Map.of("m", "2"), Map.of("s", "1"));
    assertThat(rows(ANNOTATION_SET)).isOne();
    assertThat(
            database
                .dsl()
                .select(LABEL_PAIR.LABEL_KEY)
                .from(LABEL_PAIR)
                .orderBy(LABEL_PAIR.LABEL_KEY)
                .fetch(LABEL_PAIR.LABEL_KEY))
        .containsExactly("l", "m", "shared");
    assertThat(rows(LABEL_ENTRY)).isEqualTo(3);
  }

  private List<Map<String, String>> labels() {
    return database.dsl().select(LABEL_SET.LABELS).from(LABEL_SET).fetch(LABEL_SET.LABELS);
  }

  @Test
  void manySetsGoInManyChunksAndAPlanCountsThemAll() {
    onDay(0);
    store.bulkLoad(
        IntStream.range(0, 1_500)
            .mapToObj(
                i ->
                    pod("pod-" + i, "team-" + i).toBuilder()
                        .annotations(Map.of("note", "n" + i % 700))
                        .build()),
        BulkLoadOptions.defaults());
    sendAll(0);
    onDay(10);
    RetentionPolicy policy = keepAll().with(RetainedData.RESOURCES, KEEP_ALL.maxRows(1));

    assertThat(planned(retention(policy).plan()))
        .containsEntry(RetainedData.SETS, 1_499L * 2 + 699);
    assertThat(gone(retention(policy).run())).containsEntry(RetainedData.SETS, 1_499L * 2 + 699);

    assertThat(rows(LABEL_SET)).isOne();
    assertThat(rows(LABEL_ENTRY)).isOne();
    assertThat(rows(ANNOTATION_SET)).isOne();
    store.upsert(pod("again", "team-3"));
    assertThat(store.find(pod("again", "team-3").key()).orElseThrow().labels())
        .isEqualTo(Map.of("team", "team-3"));
  }

  private RetentionSamples samples() {
    return new RetentionSamples(database);
  }

  private static RetentionSamples.Series series(int id, Map<String, String> labels) {
    return new RetentionSamples.Series(id, "metric_" + id, labels);
  }

  private void addSamples(RetentionSamples.Series series, Instant from, int count) {
    samples().add(series, from, Duration.ofSeconds(60), count);
  }

  @Test
  void samplesGoByTheirTimeAndSeriesWithThem() {
    addSamples(series(1, Map.of("s", "1")), START, 100);
    addSamples(series(2, Map.of("s", "2")), START.plus(DAY), 100);
    addSamples(series(3, Map.of("s", "3")), START.plusSeconds(6_000), 1);
    addSamples(series(3, Map.of("s", "3")), START.plus(DAY), 1);
    clock.set(START.plusSeconds(30 * 60 + 1).plus(DAY));
    RetentionPolicy policy = keepAll().with(RetainedData.SAMPLES, days(1));

    assertThat(planned(retention(policy).plan())).containsEntry(RetainedData.SAMPLES, 31L);
    assertThat(gone(retention(policy).run()))
        .containsEntry(RetainedData.SAMPLES, 31L)
        .containsEntry(RetainedData.SERIES, 0L);
    assertThat(rows(METRIC_DATA)).isEqualTo(171);

    clock.set(START.plus(DAY.multipliedBy(2)));
    RetentionPlan plan = retention(policy).plan();
    RetentionReport report = retention(policy).run();
    assertThat(gone(report))
        .containsEntry(RetainedData.SAMPLES, 70L)
        .containsEntry(RetainedData.SERIES, 1L)
        .containsEntry(RetainedData.SETS, 1L);
    assertThat(planned(plan)).containsEntry(RetainedData.SERIES, 1L);
    assertThat(rows(METRIC_DATA)).isEqualTo(101);
    assertThat(rows(METRIC_SERIES)).isEqualTo(2);
  }

  @Test
  void samplesGoInChunksOfAnyShape() {
    // One period with many series, one series with many samples in a period, and many periods.
    for (int id = 1; id <= 40; id++) {
      addSamples(series(id, Map.of("s", "" + id)), START, 1);
    }
    samples().add(series(41, Map.of("s", "41")), START.plusSeconds(400), Duration.ofMillis(1), 90);
    addSamples(series(42, Map.of("s", "42")), START.plusSeconds(1_000), 60);
    clock.set(START.plus(DAY));
    RetentionPolicy policy =
        keepAll()
            .with(RetainedData.SAMPLES, KEEP_ALL.maxRows(7))
            .chunks(13, Duration.ofHours(1), Duration.ZERO);
    List<Long> chunks = new ArrayList<>();

    RetentionReport report =
        retention(policy)
            .run(
                new RetentionListener() {
                  @Override
                  public void onChunk(ClassPlan plan, long rows) {
                    if (plan.name().equals(RetainedData.SAMPLES)) {
                      chunks.add(rows);
                    }
                  }
                },
                () -> false);

    assertThat(gone(report)).containsEntry(RetainedData.SAMPLES, 183L);
    assertThat(rows(METRIC_DATA)).isEqualTo(7);
    long before = 0;
    for (long after : chunks) {
      assertThat(after - before).isBetween(1L, 13L);
      before = after;
    }
  }

  @Test
  void othersWriteBetweenTwoChunks() throws Exception {
    onDay(0);
    store.bulkLoad(
        IntStream.range(0, 500).mapToObj(i -> pod("pod-" + i, "core")), BulkLoadOptions.defaults());
    sendAll(0);
    List<String> written = new ArrayList<>();
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      RetentionListener writing =
          new RetentionListener() {
            @Override
            public void onChunk(ClassPlan plan, long rows) {
              if (plan.name().equals(RetainedData.RESOURCES)) {
                written.add(writeOn(other, "between-" + rows));
              }
            }
          };
      retention(
              keepAll()
                  .with(RetainedData.RESOURCES, KEEP_ALL.maxRows(0))
                  .chunks(100, Duration.ofHours(1), Duration.ZERO))
          .run(writing, () -> false);
    }

    assertThat(written)
        .containsExactly("between-100", "between-200", "between-300", "between-400", "between-500");
    assertThat(names()).containsExactlyElementsOf(written);
  }

  private String writeOn(ExecutorService thread, String name) {
    try {
      return thread
          .submit(() -> store.upsert(pod(name, "core")).value().name())
          .get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("another thread could not write between two chunks", e);
    }
  }

  @Test
  void aRunThatIsStoppedIsGoneOnWithByTheNext() {
    onDay(0);
    store.bulkLoad(
        IntStream.range(0, 500).mapToObj(i -> pod("pod-" + i, "core")), BulkLoadOptions.defaults());
    sendAll(0);
    RetentionPolicy policy =
        keepAll()
            .with(RetainedData.RESOURCES, KEEP_ALL.maxRows(0))
            .chunks(100, Duration.ofHours(1), Duration.ZERO);
    long[] so = {0};
    RetentionListener listener =
        new RetentionListener() {
          @Override
          public void onChunk(ClassPlan plan, long rows) {
            so[0] = rows;
          }
        };

    RetentionReport first = retention(policy).run(listener, () -> so[0] >= 200);

    assertThat(first.stopped()).isTrue();
    assertThat(rows(RESOURCE_TAGS)).isEqualTo(300);
    RetentionReport second = retention(policy).run();
    assertThat(second.stopped()).isFalse();
    assertThat(gone(second)).containsEntry(RetainedData.RESOURCES, 300L);
  }

  @Test
  void whatBecomesUnsentAfterThePlanStays() {
    upsert(0, "a", "core");
    upsert(0, "b", "core");
    sendAll(1);
    onDay(100);
    RetainedClass resources =
        RetainedData.of(database).stream()
            .filter(one -> one.name().equals(RetainedData.RESOURCES))
            .findFirst()
            .orElseThrow();
    Purge purge = resources.select(new PurgeRequest(days(1), 0, clock.instant(), List.of()));
    store.upsert(pod("a", "web"));

    Purge.Deleted deleted = purge.delete(1_000);

    assertThat(purge.plan().rows()).isEqualTo(2);
    assertThat(deleted.rows()).isOne();
    assertThat(names()).containsExactly("a");
    assertThat(pending()).hasSize(1);
  }

  @Test
  void insideATransactionItIsRefused() {
    assertThatThrownBy(() -> database.write(tx -> retention(keepAll()).run()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("outside of Database.read and Database.write");
  }

  @Test
  void aPolicyForNoClassIsRefused() {
    assertThatThrownBy(() -> retention(keepAll().with("pictures", days(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pictures");
  }

  @Test
  void whateverThePolicyNothingUnsentGoesAndAPlanSaysWhatGoes() {
    Random random = new Random(20260203);
    for (int round = 0; round < 30; round++) {
      for (int step = 0; step < 25; step++) {
        clock.advance(Duration.ofHours(random.nextInt(12)));
        step(random);
      }
      RetentionPolicy policy = randomPolicy(random);
      List<OutboxEntry> before = pending();

      RetentionPlan plan = retention(policy).plan();
      RetentionReport report = retention(policy).run();

      assertThat(pending()).as("round %d, %s", round, policy).isEqualTo(before);
      assertThat(gone(report)).as("round %d, %s", round, policy).isEqualTo(planned(plan));
      assertThat(retention(policy).plan().rows()).isZero();
      assertEverythingIsReferredTo();
    }
  }

  @Test
  void howeverMuchRoomIsWantedNothingUnsentGoes() {
    Random random = new Random(20260204);
    for (int round = 0; round < 20; round++) {
      for (int step = 0; step < 25; step++) {
        clock.advance(Duration.ofHours(random.nextInt(12)));
        step(random);
      }
      List<OutboxEntry> before = pending();
      long bytes = random.nextBoolean() ? Long.MAX_VALUE : 1 + random.nextInt(4_000);

      for (RetainedClass one : RetainedData.of(database)) {
        Purge purge = one.select(new PurgeRequest(KEEP_ALL, bytes, clock.instant(), List.of()));
        long gone = 0;
        Purge.Deleted deleted;
        do {
          deleted = purge.delete(1 + random.nextInt(5));
          gone += deleted.rows();
        } while (!deleted.done());
        assertThat(gone).as(one.name()).isEqualTo(purge.plan().rows());
      }

      assertThat(pending()).isEqualTo(before);
      assertThat(bytes < Long.MAX_VALUE || rows(RESOURCE_TAGS) <= before.size()).isTrue();
    }
  }

  private void step(Random random) {
    String name = "pod-" + random.nextInt(12);
    switch (random.nextInt(8)) {
      case 0, 1, 2, 3 ->
          store.upsert(
              pod(name, "team-" + random.nextInt(5)).toBuilder()
                  .annotations(Map.of("note", "n" + random.nextInt(4)))
                  .uid("uid-" + random.nextInt(3))
                  .build());
      case 4 -> store.delete(pod(name, "any").key(), null);
      default -> {
        List<OutboxEntry> some = outbox.pending(1 + random.nextInt(4), Long.MAX_VALUE);
        outbox.acknowledge(some, clock.instant());
      }
    }
  }

  private static RetentionPolicy randomPolicy(Random random) {
    RetentionPolicy policy =
        keepAll().chunks(1 + random.nextInt(5), Duration.ofHours(1), Duration.ZERO);
    for (String name :
        List.of(RetainedData.TOMBSTONES, RetainedData.HISTORY, RetainedData.RESOURCES)) {
      RetentionRule rule =
          switch (random.nextInt(4)) {
            case 0 -> KEEP_ALL;
            case 1 -> KEEP_ALL.maxRows(random.nextInt(6));
            case 2 -> days(random.nextInt(6)).maxRows(random.nextInt(6));
            default -> days(random.nextInt(6));
          };
      policy = policy.with(name, rule);
    }
    return policy;
  }

  private void assertEverythingIsReferredTo() {
    long used =
        database
            .dsl()
            .select(RESOURCE_TAGS.LABELS_ID)
            .from(RESOURCE_TAGS)
            .union(database.dsl().select(RESOURCE_HISTORY.LABELS_ID).from(RESOURCE_HISTORY))
            .fetch()
            .size();
    assertThat(rows(LABEL_SET)).isEqualTo((int) used);
    assertThat(rows(LABEL_PAIR)).isEqualTo((int) used);
    assertThat(rows(LABEL_ENTRY)).isEqualTo((int) used);
  }
}
