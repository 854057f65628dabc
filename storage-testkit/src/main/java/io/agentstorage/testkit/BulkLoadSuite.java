// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static io.agentstorage.codegen.Tables.LABEL_SET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.DuplicateKeyException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadProgress;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.ConflictPolicy;
import io.agentstorage.core.store.LoadedRow;
import io.agentstorage.core.store.RejectedRow;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.core.store.ResumePoint;
import io.agentstorage.core.store.RowOutcome;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.repo.StoredResumePoint;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a bulk load does, on every database. */
public abstract class BulkLoadSuite {
  /** The name that {@link #refuseOneName} is about. */
  protected static final String REFUSED_NAME = "web-13";

  private Database database;
  private ResourceStore store;

  /** For subclasses. */
  protected BulkLoadSuite() {}

  /**
   * Opens a fresh, empty database.
   *
   * @return the database; the suite closes it
   */
  protected abstract Database openDatabase();

  /**
   * Makes the database itself refuse resources of the name {@value #REFUSED_NAME}, in whatever way it can.
   *
   * @param refusing the database
   */
  protected abstract void refuseOneName(Database refusing);

  @BeforeEach
  void open() {
    database = openDatabase();
    store = new ResourceRepository(database, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static ResourceTags pod(int number, String app) {
    return ResourceTags.builder(ResourceType.POD, "web-" + number)
        .namespace("shop")
        .labels(Map.of("app", app))
        .build();
  }

  private static List<ResourceTags> pods(int from, int to, String app) {
    return IntStream.range(from, to).mapToObj(i -> pod(i, app)).toList();
  }

  private static BulkLoadOptions<ResourceTags> chunks(int rows) {
    return BulkLoadOptions.<ResourceTags>defaults().chunkRows(rows);
  }

  private BulkLoadReport load(List<ResourceTags> resources, BulkLoadOptions<ResourceTags> options) {
    return store.bulkLoad(resources.iterator(), options);
  }

  private String app(int number) {
    return app(store.find(pod(number, "any").key()).orElseThrow());
  }

  private static String app(ResourceTags pod) {
    return Objects.requireNonNull(Objects.requireNonNull(pod.labels()).get("app"));
  }

  @Test
  void everyRowIsInExactlyOneCount() {
    load(pods(0, 20, "old"), chunks(7));
    List<ResourceTags> mixed = new ArrayList<>(pods(0, 5, "new"));
    mixed.addAll(pods(5, 20, "old"));
    mixed.addAll(pods(20, 50, "new"));

    BulkLoadReport report = load(mixed, chunks(7));

    assertThat(report.updated()).isEqualTo(5);
    assertThat(report.unchanged()).isEqualTo(15);
    assertThat(report.inserted()).isEqualTo(30);
    assertThat(report.rejected()).isZero();
    assertThat(report.rows()).isEqualTo(50);
    assertThat(report.cancelled()).isFalse();
    assertThat(store.count()).isEqualTo(50);
    assertThat(IntStream.range(5, 20).mapToObj(this::app)).containsOnly("old");
    assertThat(IntStream.of(0, 4, 20, 49).mapToObj(this::app)).containsOnly("new");
  }

  @Test
  void nothingIsLoadedFromNothing() {
    List<BulkLoadProgress> progress = new ArrayList<>();

    assertThat(load(List.of(), chunks(7).onProgress(progress::add)).rows()).isZero();
    assertThat(progress).isEmpty();
  }

  @Test
  void aKeyThatComesTwiceIsWrittenTwiceInItsOrder() {
    BulkLoadReport report =
        load(
            List.of(pod(1, "a"), pod(2, "a"), pod(1, "b"), pod(1, "b"), pod(2, "c"), pod(1, "d")),
            chunks(100));

    assertThat(report.inserted()).isEqualTo(2);
    assertThat(report.updated()).isEqualTo(3);
    assertThat(report.unchanged()).isEqualTo(1);
    assertThat(app(1)).isEqualTo("d");
    assertThat(app(2)).isEqualTo("c");
    assertThat(store.find(pod(1, "any").key()).orElseThrow().revision()).isEqualTo(3);
  }

  @Test
  void aChunkOfOneRowGivesTheSame() {
    List<ResourceTags> rows = new ArrayList<>(pods(0, 10, "a"));
    rows.addAll(pods(5, 15, "b"));

    BulkLoadReport report = load(rows, chunks(1));

    assertThat(report.inserted()).isEqualTo(15);
    assertThat(report.updated()).isEqualTo(5);
    assertThat(app(7)).isEqualTo("b");
  }

  @Test
  void skipKeepsWhatIsStored() {
    load(pods(0, 5, "old"), chunks(7));

    BulkLoadReport report = load(pods(0, 10, "new"), chunks(7).onConflict(ConflictPolicy.SKIP));

    assertThat(report.inserted()).isEqualTo(5);
    assertThat(report.unchanged()).isEqualTo(5);
    assertThat(app(0)).isEqualTo("old");
    assertThat(app(9)).isEqualTo("new");
  }

  @Test
  void failRejectsWhatIsStoredAndTellsWhere() {
    store.create(pod(1, "old"));
    store.create(pod(3, "old"));
    store.create(pod(8, "old"));
    List<RejectedRow<ResourceTags>> rejects = new ArrayList<>();

    BulkLoadReport report =
        load(pods(0, 10, "new"), chunks(4).onConflict(ConflictPolicy.FAIL).onReject(rejects::add));

    assertThat(report.inserted()).isEqualTo(7);
    assertThat(report.rejected()).isEqualTo(3);
    assertThat(rejects).extracting(RejectedRow::position).containsExactly(1L, 3L, 8L);
    assertThat(rejects)
        .extracting(RejectedRow::reason)
        .allSatisfy(
            reason ->
                assertThat(reason)
                    .isInstanceOf(DuplicateKeyException.class)
                    .hasMessageContaining("Pod/shop/web-"));
    assertThat(app(3)).isEqualTo("old");
  }

  @Test
  void failRejectsAlsoWhatIsStoredJustSoInEachChunk() {
    load(pods(0, 25, "a"), chunks(10));

    BulkLoadReport report =
        load(pods(0, 25, "a"), chunks(10).onConflict(ConflictPolicy.FAIL).onReject(row -> {}));

    assertThat(report.rejected()).isEqualTo(25);
    assertThat(report.rows()).isEqualTo(25);
  }

  @Test
  void failRejectsTheSecondOfTwoInOneChunk() {
    List<RejectedRow<ResourceTags>> rejects = new ArrayList<>();

    load(
        List.of(pod(1, "first"), pod(2, "first"), pod(1, "second")),
        chunks(10).onConflict(ConflictPolicy.FAIL).onReject(rejects::add));

    assertThat(rejects).extracting(RejectedRow::position).containsExactly(2L);
    assertThat(app(1)).isEqualTo("first");
  }

  @Test
  void cancellingStoresWhatWasTaken() {
    AtomicInteger asked = new AtomicInteger();
    Iterator<ResourceTags> input = pods(0, 100, "a").iterator();

    BulkLoadReport report =
        store.bulkLoad(input, chunks(10).cancelWhen(() -> asked.incrementAndGet() > 25));

    assertThat(report.cancelled()).isTrue();
    assertThat(report.inserted()).isEqualTo(25);
    assertThat(store.count()).isEqualTo(25);
    assertThat(input.next()).as("the first that was not taken").isEqualTo(pod(25, "a"));
  }

  @Test
  void progressIsToldAfterEachChunkAndOnlyOfWhatIsStored() {
    List<Long> told = new ArrayList<>();

    load(
        pods(0, 25, "a"),
        chunks(10)
            .commitRows(1)
            .onProgress(
                progress -> {
                  assertThat(progress.rows()).isEqualTo(store.count());
                  told.add(progress.rows());
                }));

    assertThat(told).containsExactly(10L, 20L, 25L);
  }

  @Test
  void aFailedOuterTransactionLeavesNothingAndTheNextLoadWorks() {
    List<ResourceTags> rows = pods(0, 25, "a");
    assertThatThrownBy(
            () ->
                database.write(
                    tx -> {
                      assertThat(load(rows, chunks(10)).inserted()).isEqualTo(25);
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");
    assertThat(store.count()).isZero();
    assertThat(database.dsl().fetchCount(LABEL_SET)).isZero();

    assertThat(load(rows, chunks(10)).inserted()).isEqualTo(25);
    assertThat(app(24)).isEqualTo("a");
  }

  @Test
  void longAnnotationsAreCommittedSoonerSoThatMemoryStaysBounded() {
    List<Long> committed = new ArrayList<>();
    Stream<ResourceTags> rows =
        IntStream.range(0, 100)
            .mapToObj(
                i ->
                    pod(i, "a").toBuilder()
                        .annotations(Map.of("long", (i + "x").repeat(50_000)))
                        .build());

    BulkLoadReport report =
        store.bulkLoad(
            rows,
            chunks(10_000).commitRows(1).onProgress(progress -> committed.add(progress.rows())));

    assertThat(report.inserted()).isEqualTo(100);
    assertThat(committed).hasSizeGreaterThan(2).last().isEqualTo(100L);
  }

  @Test
  void aRefusedRowCostsThatRowOnly() {
    refuseOneName(database);
    List<RejectedRow<ResourceTags>> rejects = new ArrayList<>();
    List<ResourceTags> rows = IntStream.range(0, 30).mapToObj(i -> pod(i, "app-" + i)).toList();

    BulkLoadReport report = load(rows, chunks(10).onReject(rejects::add));

    assertThat(report.inserted()).isEqualTo(29);
    assertThat(report.rejected()).isEqualTo(1);
    assertThat(report.rows()).isEqualTo(30);
    assertThat(rejects).hasSize(1);
    assertThat(rejects.get(0).position()).isEqualTo(13);
    assertThat(rejects.get(0).row()).isEqualTo(rows.get(13));
    assertThat(rejects.get(0).reason()).isInstanceOf(StorageException.class);
    assertThat(store.findAll(DSL.noCondition()))
        .hasSize(29)
        .allSatisfy(
            pod -> assertThat(app(pod)).isEqualTo("app-" + pod.name().substring("web-".length())));
    assertThat(database.dsl().fetchCount(LABEL_SET)).as("none of the refused row").isEqualTo(29);
  }

  @Test
  void theRestOfTheRowsWithTheLabelsOfARefusedOneKeepThem() {
    refuseOneName(database);

    load(pods(13, 43, "shared"), chunks(10)); // the refused one is the one that brings the labels

    assertThat(store.findAll(DSL.noCondition()))
        .hasSize(29)
        .allSatisfy(pod -> assertThat(pod.labels()).isEqualTo(Map.of("app", "shared")));
    assertThat(database.dsl().fetchCount(LABEL_SET)).isEqualTo(1);
  }

  @Test
  void otherWritersGetTheirTurnBetweenChunks() {
    load(
        pods(0, 25, "a"),
        chunks(10)
            .commitRows(1)
            .onProgress(
                progress ->
                    CompletableFuture.runAsync(
                            () -> store.create(pod(1000 + (int) progress.rows(), "other")))
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join()));

    assertThat(store.count()).isEqualTo(28);
    assertThat(app(1010)).isEqualTo("other");
  }

  @Test
  void labelsStayRightWhenAnotherWriterDeletesEverythingBetweenChunks() {
    List<Long> deleted = new ArrayList<>();

    load(
        pods(0, 20, "loaded"),
        chunks(10)
            .commitRows(1)
            .onProgress(
                progress -> {
                  if (deleted.isEmpty()) {
                    deleted.add(store.deleteAll());
                    // Its labels may get the number that those of the load had.
                    store.create(pod(1000, "other"));
                  }
                }));

    assertThat(deleted).containsExactly(10L);
    assertThat(store.count()).isEqualTo(11);
    assertThat(app(1000)).isEqualTo("other");
    assertThat(IntStream.range(10, 20).mapToObj(this::app)).containsOnly("loaded");
  }

  @Test
  void anInputThatFailsKeepsTheChunksBefore() {
    Stream<ResourceTags> input =
        IntStream.range(0, 100)
            .mapToObj(
                i -> {
                  if (i == 25) {
                    throw new IllegalStateException("line 25");
                  }
                  return pod(i, "a");
                });

    assertThatThrownBy(() -> store.bulkLoad(input, chunks(10)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("line 25");
    assertThat(store.count()).isEqualTo(20);
    assertThat(store.create(pod(25, "a")).value().labels()).containsEntry("app", "a");
  }

  @Test
  void theOutcomeOfEachRowIsToldInTheOrderOfTheInput() {
    refuseOneName(database);
    load(pods(0, 12, "old"), chunks(100));
    List<ResourceTags> rows = new ArrayList<>(pods(10, 15, "new")); // web-13 is refused
    Collections.reverse(rows);
    rows.add(pod(0, "old"));
    List<LoadedRow<ResourceTags>> told = new ArrayList<>();

    load(rows, chunks(4).onOutcome(told::add));

    assertThat(told).extracting(LoadedRow::position).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    assertThat(told).extracting(LoadedRow::row).isEqualTo(rows);
    assertThat(told)
        .extracting(LoadedRow::outcome)
        .containsExactly(
            RowOutcome.INSERTED,
            RowOutcome.REJECTED,
            RowOutcome.INSERTED,
            RowOutcome.UPDATED,
            RowOutcome.UPDATED,
            RowOutcome.UNCHANGED);
    assertThat(told.get(1).reason()).isInstanceOf(StorageException.class);
    assertThat(told.get(0).reason()).isNull();
  }

  @Test
  void allOrNothingStoresNothingIfOneRowIsRefused() {
    refuseOneName(database);
    List<Long> rejected = new ArrayList<>();

    assertThatThrownBy(
            () ->
                load(
                    pods(0, 30, "a"),
                    chunks(5).allOrNothing().onReject(row -> rejected.add(row.position()))))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("row 13");
    assertThat(rejected).containsExactly(13L);
    assertThat(store.count()).isZero();
    assertThat(database.dsl().fetchCount(LABEL_SET)).isZero();
  }

  @Test
  void allOrNothingStoresAllIfNoRowIsRefused() {
    BulkLoadReport report = load(pods(0, 30, "a"), chunks(5).allOrNothing());

    assertThat(report.inserted()).isEqualTo(30);
    assertThat(store.count()).isEqualTo(30);
  }

  @Test
  void allOrNothingStoresNothingIfItIsCancelled() {
    AtomicInteger asked = new AtomicInteger();

    BulkLoadReport report =
        load(
            pods(0, 30, "a"),
            chunks(5).allOrNothing().cancelWhen(() -> asked.incrementAndGet() > 22));

    assertThat(report.cancelled()).isTrue();
    assertThat(report.rows()).isZero();
    assertThat(store.count()).isZero();
  }

  @Test
  void aSignalThatComesWhenTheInputHasEndedCancelsNothing() {
    Iterator<ResourceTags> rows = pods(0, 10, "a").iterator();
    AtomicBoolean ended = new AtomicBoolean();
    Iterator<ResourceTags> input =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            ended.set(!rows.hasNext());
            return rows.hasNext();
          }

          @Override
          public ResourceTags next() {
            return rows.next();
          }
        };

    BulkLoadReport report = store.bulkLoad(input, chunks(3).cancelWhen(ended::get));

    assertThat(report.inserted()).isEqualTo(10);
    assertThat(report.cancelled()).isFalse();
  }

  @Test
  void severalChunksAreCommittedTogether() {
    refuseOneName(database);
    List<Long> committed = new ArrayList<>();
    List<Long> rejected = new ArrayList<>();

    load(
        pods(0, 35, "a"),
        chunks(5)
            .commitRows(20)
            .onReject(row -> rejected.add(row.position()))
            .onProgress(
                progress -> {
                  assertThat(store.count()).isEqualTo(progress.inserted());
                  committed.add(progress.rows());
                }));

    assertThat(committed).containsExactly(20L, 35L);
    assertThat(rejected).containsExactly(13L);
  }

  @Test
  void anInterruptedLoadGoesOnWhereItWas() {
    refuseOneName(database);
    ResumePoint point = new StoredResumePoint(database, "import", Clock.systemUTC());
    List<ResourceTags> rows = pods(0, 50, "a");
    Stream<ResourceTags> interrupted =
        rows.stream()
            .map(
                row -> {
                  if (row.name().equals("web-27")) {
                    throw new IllegalStateException("cut");
                  }
                  return row;
                });
    assertThatThrownBy(() -> store.bulkLoad(interrupted, chunks(10).resumeFrom(point)))
        .hasMessage("cut");
    List<Long> positions = new ArrayList<>();

    BulkLoadReport report =
        load(rows, chunks(10).resumeFrom(point).onOutcome(row -> positions.add(row.position())));

    assertThat(report.resumedAt()).isEqualTo(20);
    assertThat(positions).first().isEqualTo(20L);
    assertThat(report.inserted()).as("of the whole load").isEqualTo(49);
    assertThat(report.rejected()).isEqualTo(1);
    assertThat(report.rows()).isEqualTo(50);
    assertThat(store.count()).isEqualTo(49);

    BulkLoadReport again = load(rows, chunks(10).resumeFrom(point));

    assertThat(again.resumedAt()).isEqualTo(50);
    assertThat(again.rows()).isEqualTo(50);
  }

  @Test
  void aResumePointRollsBackWithItsRows() {
    ResumePoint point = new StoredResumePoint(database, "import", Clock.systemUTC());
    assertThatThrownBy(
            () ->
                database.write(
                    tx -> {
                      load(pods(0, 20, "a"), chunks(10).resumeFrom(point));
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");

    assertThat(load(pods(0, 20, "a"), chunks(10).resumeFrom(point)).resumedAt()).isZero();
    assertThat(store.count()).isEqualTo(20);
  }

  @Test
  void aShorterInputThanTheInterruptedOneIsRefused() {
    ResumePoint point = new StoredResumePoint(database, "import", Clock.systemUTC());
    load(pods(0, 20, "a"), chunks(10).resumeFrom(point));

    assertThatThrownBy(() -> load(pods(0, 5, "a"), chunks(10).resumeFrom(point)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("after 20 rows")
        .hasMessageContaining("has 5");
  }

  @Test
  void aPublisherIsNeverAskedForMoreThanAChunkAhead() {
    List<ResourceTags> rows = pods(0, 500, "a");
    AtomicLong asked = new AtomicLong();
    AtomicLong given = new AtomicLong();
    AtomicLong most = new AtomicLong();
    Flow.Publisher<ResourceTags> publisher =
        subscriber ->
            subscriber.onSubscribe(
                new Flow.Subscription() {
                  @Override
                  public void request(long n) {
                    asked.addAndGet(n);
                    most.accumulateAndGet(asked.get() - given.get(), Math::max);
                    for (long i = 0; i < n && given.get() < rows.size(); i++) {
                      subscriber.onNext(rows.get((int) given.getAndIncrement()));
                      if (given.get() == rows.size()) {
                        subscriber.onComplete();
                      }
                    }
                  }

                  @Override
                  public void cancel() {}
                });

    BulkLoadReport report = store.bulk().load(publisher, chunks(10));

    assertThat(report.inserted()).isEqualTo(500);
    assertThat(most.get()).isPositive().isLessThanOrEqualTo(10);
  }

  @Test
  void aPublisherThatFailsFailsTheLoadAndIsCancelledIfTheLoadFails() {
    Flow.Publisher<ResourceTags> failing =
        subscriber -> {
          subscriber.onSubscribe(new Unlimited(() -> {}));
          subscriber.onNext(pod(1, "a"));
          subscriber.onError(new IllegalStateException("line 2"));
        };
    assertThatThrownBy(() -> store.bulk().load(failing, chunks(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("line 2");
    assertThat(store.count()).isEqualTo(1);

    AtomicInteger cancelled = new AtomicInteger();
    Flow.Publisher<ResourceTags> endless =
        subscriber -> {
          subscriber.onSubscribe(new Unlimited(cancelled::incrementAndGet));
          IntStream.range(0, 5).forEach(i -> subscriber.onNext(pod(i, "a")));
        };
    assertThatThrownBy(
            () ->
                store
                    .bulk()
                    .load(
                        endless,
                        chunks(2)
                            .onProgress(
                                progress -> {
                                  throw new IllegalStateException("enough");
                                })))
        .hasMessage("enough");
    assertThat(cancelled).hasValue(1);
  }

  @Test
  void aLoadThatWaitsForAPublisherCanBeCancelled() throws InterruptedException {
    try (SubmissionPublisher<ResourceTags> publisher = new SubmissionPublisher<>()) {
      AtomicBoolean cancel = new AtomicBoolean();
      AtomicReference<BulkLoadReport> report = new AtomicReference<>();
      Thread loading =
          Thread.ofPlatform()
              .start(
                  () ->
                      report.set(
                          store.bulk().load(publisher, chunks(100).cancelWhen(cancel::get))));
      while (publisher.getNumberOfSubscribers() == 0) {
        Thread.onSpinWait();
      }
      pods(0, 5, "a").forEach(publisher::submit);
      while (publisher.estimateMaximumLag() > 0) {
        Thread.onSpinWait();
      }
      cancel.set(true);
      loading.join();

      assertThat(report.get().cancelled()).isTrue();
      assertThat(report.get().inserted()).isLessThanOrEqualTo(5).isEqualTo(store.count());
      while (publisher.hasSubscribers()) {
        Thread.onSpinWait(); // it notices on a thread of its own that nobody wants more
      }
    }
  }

  private record Unlimited(Runnable whenCancelled) implements Flow.Subscription {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {
      whenCancelled.run();
    }
  }

  @Test
  void readersAreNotBlockedByATransactionOfTheLoad() {
    List<Long> seen = new ArrayList<>();
    Iterator<ResourceTags> input = pods(0, 30, "a").iterator();

    database.write(
        tx -> {
          store.bulkLoad(input, chunks(10));
          seen.add(
              CompletableFuture.supplyAsync(this::countIfReadersAreApart)
                  .orTimeout(10, TimeUnit.SECONDS)
                  .join());
          return null;
        });

    assertThat(seen).containsExactly(0L);
  }

  private long countIfReadersAreApart() {
    return readersWaitForWriters() ? 0 : store.count();
  }

  /**
   * Whether this database has one connection only.
   *
   * @return false unless it has
   */
  protected boolean readersWaitForWriters() {
    return false;
  }

  @Test
  void theInputIsReadWhileAChunkIsWritten() {
    Thread caller = Thread.currentThread();
    Set<Thread> readers = ConcurrentHashMap.newKeySet();
    Stream<ResourceTags> rows =
        pods(0, 30, "a").stream().peek(row -> readers.add(Thread.currentThread()));

    store.bulkLoad(rows, chunks(10));

    assertThat(readers).contains(caller).hasSize(2);
    Thread ahead = readers.stream().filter(thread -> thread != caller).findFirst().orElseThrow();
    assertThat(ahead.isAlive()).isFalse();
  }

  @Test
  void theInputOfALoadInATransactionIsReadOnItsThread() {
    Set<Thread> readers = ConcurrentHashMap.newKeySet();
    Stream<ResourceTags> rows =
        pods(0, 30, "a").stream().peek(row -> readers.add(Thread.currentThread()));

    database.write(tx -> store.bulkLoad(rows, chunks(10)));

    assertThat(readers).containsExactly(Thread.currentThread());
  }
}
