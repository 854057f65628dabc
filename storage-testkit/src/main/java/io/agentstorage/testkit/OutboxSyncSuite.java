// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentstorage.core.Database;
import io.agentstorage.core.error.BusyException;
import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.DuplicateKeyException;
import io.agentstorage.core.error.NotFoundException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.model.OutboxEntry;
import io.agentstorage.core.model.ResourceChange;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceRevision;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.model.RevisionEnd;
import io.agentstorage.core.model.StateEntry;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.Outbox;
import io.agentstorage.core.store.OutboxStatus;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.OutboxReceiver;
import io.agentstorage.repo.OutboxRepository;
import io.agentstorage.repo.OutboxSync;
import io.agentstorage.repo.OutboxSyncFailure;
import io.agentstorage.repo.OutboxSyncListener;
import io.agentstorage.repo.OutboxSyncOptions;
import io.agentstorage.repo.OutboxSyncReport;
import io.agentstorage.repo.OutboxSyncSent;
import io.agentstorage.repo.ReceivedBatch;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.repo.StateRepository;
import io.agentstorage.testkit.fault.ChildJvm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** An agent's outbox feeds a central database, on every pair of databases. */
public abstract class OutboxSyncSuite {
  private static final Instant START = Instant.parse("2026-02-03T04:05:06.789Z");
  private static final Instant RECEIVED = Instant.parse("2026-03-04T00:00:00Z");
  private static final int OPERATIONS = 400;
  private static final int NAMES = 12;

  private final TestClock clock = new TestClock(START);
  private final TestClock centreClock = new TestClock(RECEIVED);
  private Database agent;
  private Database centre;
  private ResourceStore store;
  private ResourceStore central;
  private Outbox outbox;
  private OutboxReceiver receiver;
  private OutboxSync sync;
  private Random random = new Random(0);

  /** For subclasses. */
  protected OutboxSyncSuite() {}

  /**
   * Opens a fresh, empty database with the outbox.
   *
   * @return the database; the suite closes it
   */
  protected abstract Database openAgent();

  /**
   * Opens another fresh, empty database, which is fed.
   *
   * @return the database; the suite closes it
   */
  protected abstract Database openCentre();

  /**
   * How many random operations are done where another database has done them all.
   *
   * @param all how many there are
   * @return how many to do, all unless a subclass says otherwise
   */
  protected int cases(int all) {
    return all;
  }

  @BeforeEach
  void open() {
    agent = openAgent();
    centre = openCentre();
    store = new ResourceRepository(agent, clock);
    central = new ResourceRepository(centre, centreClock);
    outbox = new OutboxRepository(agent);
    receiver = new OutboxReceiver(centre, centreClock);
    sync = OutboxSync.between(agent, centre, centreClock);
  }

  @AfterEach
  void close() {
    try {
      agent.close();
    } finally {
      centre.close();
    }
  }

  private static ResourceTags pod(String name, String team, @Nullable String uid) {
    return ResourceTags.builder(ResourceType.POD, name)
        .namespace("shop")
        .uid(uid)
        .labels(Map.of("team", team))
        .build();
  }

  private static Instant after(int seconds) {
    return START.plusSeconds(seconds);
  }

  private ResourceId upsertAt(int seconds, ResourceTags resource) {
    clock.set(after(seconds));
    return store.upsert(resource).id();
  }

  private void deleteAt(int seconds, String name, @Nullable String by) {
    clock.set(after(seconds));
    assertThat(store.delete(key(name), by)).isPresent();
  }

  private static ResourceKey key(String name) {
    return pod(name, "any", null).key();
  }

  private List<OutboxEntry> pending() {
    return outbox.pending(1_000_000, Long.MAX_VALUE);
  }

  private void syncAndCheck() {
    sync.runOnce();
    new Replica(agent, centre).assertComplete();
  }

  private Optional<String> teamAsOf(int seconds, String name) {
    return central
        .asOf(after(seconds))
        .find(key(name))
        .map(pod -> Objects.requireNonNull(pod.labels()).get("team"));
  }

  private List<String> historyOf(String name) {
    return central.history(key(name)).stream().map(OutboxSyncSuite::text).toList();
  }

  private static String text(ResourceRevision revision) {
    return Objects.requireNonNull(revision.resource().labels()).get("team")
        + " "
        + seconds(revision.from())
        + "-"
        + (revision.to() == null ? "" : seconds(revision.to()))
        + (revision.end() == null ? "" : " " + revision.end())
        + (revision.endedBy() == null ? "" : " by " + revision.endedBy());
  }

  private static long seconds(Instant time) {
    return Duration.between(START, time).toSeconds();
  }

  @Test
  void whatIsCreatedArrivesAsItIs() {
    ResourceId full =
        upsertAt(
            0,
            pod("web", "core", "u1").toBuilder()
                .metricLabels(Map.of("zone", "a"))
                .annotations(Map.of("note", "x".repeat(5_000), "other", ""))
                .changedBy("helm")
                .build());
    ResourceId node =
        upsertAt(5, ResourceTags.builder(ResourceType.NODE, "n1").labels(Map.of()).build());

    OutboxSyncReport report = sync.runOnce();

    assertThat(report).isEqualTo(new OutboxSyncReport(2, 0, 0, new OutboxStatus(0, 0, null)));
    for (ResourceId id : List.of(full, node)) {
      assertThat(central.get(id))
          .isEqualTo(store.get(id).toBuilder().sentAt(RECEIVED).build())
          .isNotNull();
    }
    assertThat(store.get(full).sentAt()).isEqualTo(RECEIVED);
    new Replica(agent, centre).assertComplete();
  }

  @Test
  void theCentreKnowsWhatWasWhenItWasInTheCluster() {
    upsertAt(0, pod("web", "core", null));
    syncAndCheck();
    upsertAt(10, pod("web", "shop", "u1").toBuilder().changedBy("helm").build());
    syncAndCheck();
    deleteAt(20, "web", "admin");
    syncAndCheck();

    assertThat(historyOf("web"))
        .containsExactly("core 0-10 CHANGED by helm", "shop 10-20 DELETED by admin");
    assertThat(teamAsOf(9, "web")).contains("core");
    assertThat(teamAsOf(10, "web")).contains("shop");
    assertThat(teamAsOf(20, "web")).isEmpty();
  }

  @Test
  void changesThatComeTogetherAreOneAtTheCentre() {
    upsertAt(0, pod("web", "a", null));
    syncAndCheck();
    for (int i = 1; i <= 5; i++) {
      upsertAt(i, pod("web", "t" + i, null));
    }
    syncAndCheck();
    upsertAt(6, pod("web", "z", null));
    syncAndCheck();

    assertThat(historyOf("web")).containsExactly("a 0-5 CHANGED", "t5 5-6 CHANGED", "z 6-");
    assertThat(store.history(key("web"))).hasSize(7);
  }

  @Test
  void whatWasSomethingElseInBetweenIsThereAllTheTime() {
    upsertAt(0, pod("web", "core", null));
    syncAndCheck();
    upsertAt(10, pod("web", "shop", null));
    upsertAt(20, pod("web", "core", null));
    syncAndCheck();

    assertThat(historyOf("web")).containsExactly("core 0-20 CHANGED", "core 20-");
    assertThat(teamAsOf(5, "web")).contains("core");
    assertThat(teamAsOf(25, "web")).contains("core");
  }

  @Test
  void whatEndedBeforeItWasSentIsInTheHistory() {
    upsertAt(0, pod("job", "core", null).toBuilder().metricLabels(Map.of("zone", "a")).build());
    upsertAt(5, pod("job", "shop", null));
    deleteAt(10, "job", "admin");
    syncAndCheck();

    assertThat(historyOf("job")).containsExactly("shop 5-10 DELETED by admin");
    assertThat(teamAsOf(7, "job")).contains("shop");
    assertThat(central.find(key("job"))).isEmpty();
    try (Stream<ResourceChange> changes = central.changesBetween(START, after(60))) {
      assertThat(changes.map(ResourceChange::kind))
          .containsExactly(ResourceChange.Kind.CREATED, ResourceChange.Kind.DELETED);
    }
  }

  @Test
  void theLastContentComesWithTheEnd() {
    upsertAt(0, pod("web", "core", null));
    syncAndCheck();
    upsertAt(10, pod("web", "shop", null));
    deleteAt(20, "web", null);
    syncAndCheck();

    assertThat(historyOf("web")).containsExactly("core 0-10 CHANGED", "shop 10-20 DELETED");
  }

  @Test
  void anotherUidIsAnotherResource() {
    upsertAt(0, pod("web", "core", "u1"));
    syncAndCheck();
    upsertAt(10, pod("web", "core", "u2"));
    syncAndCheck();
    upsertAt(20, pod("web", "core", "u3"));
    upsertAt(30, pod("web", "core", "u4").toBuilder().changedBy("helm").build());
    upsertAt(40, pod("web", "shop", "u4"));
    syncAndCheck();

    assertThat(historyOf("web"))
        .containsExactly(
            "core 0-10 REPLACED", "core 10-20 REPLACED", "core 20-30 REPLACED by helm", "shop 40-");
  }

  @Test
  void whatIsCreatedAgainIsAnotherResource() {
    upsertAt(0, pod("web", "a", null));
    syncAndCheck();
    deleteAt(10, "web", null);
    upsertAt(20, pod("web", "b", null));
    deleteAt(30, "web", null);
    upsertAt(40, pod("web", "c", null));
    upsertAt(50, pod("web", "d", null));
    syncAndCheck();

    assertThat(historyOf("web")).containsExactly("a 0-10 DELETED", "b 20-30 DELETED", "d 50-");
    assertThat(teamAsOf(15, "web")).isEmpty();
    assertThat(teamAsOf(25, "web")).contains("b");
  }

  @Test
  void aClockThatIsSetBackLosesNothing() {
    upsertAt(100, pod("web", "a", null));
    syncAndCheck();
    upsertAt(50, pod("web", "b", null));
    syncAndCheck();
    upsertAt(40, pod("web", "a", null));
    syncAndCheck();
    upsertAt(30, pod("web", "c", null));
    deleteAt(20, "web", null);
    syncAndCheck();
    upsertAt(10, pod("web", "d", null));
    syncAndCheck();
    deleteAt(0, "web", null);
    upsertAt(0, pod("web", "e", null));
    syncAndCheck();

    assertThat(historyOf("web"))
        .containsExactly(
            "a 100-100 CHANGED",
            "b 100-100 CHANGED",
            "a 100-100 CHANGED",
            "c 100-100 DELETED",
            "d 100-100 DELETED",
            "e 100-");
  }

  @Test
  void theSameAgainChangesNothing() {
    upsertAt(0, pod("a", "core", "u1"));
    upsertAt(1, pod("b", "core", "u1"));
    upsertAt(2, pod("c", "core", "u1"));
    sync.runOnce();
    upsertAt(10, pod("a", "shop", "u1"));
    upsertAt(11, pod("b", "core", "u2"));
    deleteAt(12, "c", null);
    upsertAt(13, pod("d", "core", null));
    List<OutboxEntry> batch = pending();
    assertThat(receiver.apply(batch)).isEqualTo(new ReceivedBatch(2, 1, 2, 0));
    List<Map<String, Object>> rows = Replica.rows(centre);

    centreClock.advance(Duration.ofHours(1));
    for (int i = 0; i <= batch.size(); i++) {
      assertThat(receiver.apply(batch.subList(0, i))).isEqualTo(new ReceivedBatch(0, 0, 0, i));
      assertThat(Replica.rows(centre)).isEqualTo(rows);
    }
  }

  @Test
  void whatIsOlderThanWhatIsThereChangesNothing() {
    List<List<OutboxEntry>> batches = new ArrayList<>();
    upsertAt(0, pod("web", "a", "u1"));
    upsertAt(0, pod("api", "a", "u1"));
    batches.add(pending());
    upsertAt(10, pod("web", "b", "u1"));
    deleteAt(10, "api", null);
    batches.add(pending());
    upsertAt(20, pod("web", "c", "u2"));
    upsertAt(20, pod("api", "c", "u1"));
    batches.add(pending());
    upsertAt(30, pod("web", "d", "u2"));
    deleteAt(30, "api", null);
    batches.add(pending());
    syncAndCheck();
    List<Map<String, Object>> rows = Replica.rows(centre);

    for (List<OutboxEntry> batch : batches) {
      assertThat(receiver.apply(batch)).isEqualTo(new ReceivedBatch(0, 0, 0, batch.size()));
      assertThat(Replica.rows(centre)).isEqualTo(rows);
    }
  }

  @Test
  void aRevisionOfTheSameMillisecondIsOlderIfItsNumberIsNotHigher() {
    clock.set(START);
    store.upsert(pod("web", "a", null));
    List<OutboxEntry> first = pending();
    sync.runOnce();
    store.upsert(pod("web", "b", null));
    List<OutboxEntry> second = pending();
    sync.runOnce();

    assertThat(receiver.apply(first).known()).isEqualTo(1);
    assertThat(receiver.apply(second).known()).isEqualTo(1);
    new Replica(agent, centre).assertComplete();
  }

  @Test
  void batchesThatAreAppliedTogetherAreAppliedInTheirOrder() {
    List<OutboxEntry> all = new ArrayList<>();
    upsertAt(0, pod("web", "a", "u1"));
    all.addAll(pending());
    upsertAt(10, pod("web", "b", "u1"));
    all.addAll(pending());
    upsertAt(20, pod("web", "c", "u2"));
    all.addAll(pending());
    deleteAt(30, "web", "admin");
    all.addAll(pending());
    upsertAt(40, pod("web", "d", "u3"));
    all.addAll(pending());

    receiver.apply(all);

    assertThat(historyOf("web"))
        .containsExactly("a 0-10 CHANGED", "b 10-20 REPLACED", "c 20-30 DELETED by admin", "d 40-");
    outbox.acknowledge(all, clock.instant());
    new Replica(agent, centre).assertComplete();
  }

  @Test
  void aResourceWhoseEndDidNotComeEndsWhereTheNextOneBegins() {
    upsertAt(0, pod("web", "a", "u1"));
    upsertAt(0, pod("api", "a", "u1"));
    sync.runOnce();
    upsertAt(10, pod("web", "b", "u2"));
    upsertAt(10, pod("api", "b", "u2"));
    deleteAt(20, "api", null);
    List<OutboxEntry> all = pending();
    List<OutboxEntry> without =
        all.stream().filter(entry -> entry.end() != RevisionEnd.REPLACED).toList();
    assertThat(without).hasSize(2);

    assertThat(receiver.apply(without)).isEqualTo(new ReceivedBatch(1, 0, 1, 0));

    assertThat(historyOf("web")).containsExactly("a 0-10 REPLACED", "b 10-");
    assertThat(historyOf("api")).containsExactly("a 0-10 REPLACED", "b 10-20 DELETED");
    syncAndCheck();
  }

  @Test
  void anEarlierResourceDoesNotEndALaterOne() {
    upsertAt(0, pod("web", "a", null));
    List<OutboxEntry> earlier = pending();
    deleteAt(10, "web", "admin");
    upsertAt(20, pod("web", "b", null));
    receiver.apply(pending().stream().filter(entry -> entry.end() == null).toList());

    assertThat(receiver.apply(earlier)).isEqualTo(new ReceivedBatch(0, 0, 0, 1));
    assertThat(teamAsOf(30, "web")).contains("b");
    syncAndCheck();
    assertThat(historyOf("web")).containsExactly("a 0-10 DELETED by admin", "b 20-");
  }

  @Test
  void whatIsNoEntryOfAnOutboxIsRefusedBeforeAnythingIsStored() {
    upsertAt(0, pod("web", "a", null));
    OutboxEntry good = pending().get(0);
    OutboxEntry bad = new OutboxEntry(pod("api", "a", null), null, START, null, 10);

    assertThatThrownBy(() -> receiver.apply(List.of(good, bad)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Pod/shop/api")
        .hasMessageContaining("Outbox.pending");
    assertThat(Replica.rows(centre)).isEmpty();
    assertThat(receiver.apply(List.of())).isEqualTo(new ReceivedBatch(0, 0, 0, 0));
    assertThatThrownBy(() -> OutboxSync.between(agent, agent, clock))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void manyBatchesOfMoreThanAListHoldsArriveWhole() {
    int pods = 2_500;
    clock.set(START);
    store.bulkLoad(
        IntStream.range(0, pods).mapToObj(i -> pod("web-" + i, "t" + i % 100, "u" + i)),
        BulkLoadOptions.defaults());
    OutboxSyncReport report = sync.runOnce();
    assertThat(report.resources()).isEqualTo(pods);
    new Replica(agent, centre).assertComplete();

    clock.set(after(10));
    store.bulkLoad(
        IntStream.range(0, pods).mapToObj(i -> pod("web-" + i, "z" + i % 90, "u" + i % 2_000)),
        BulkLoadOptions.defaults());
    report = sync.runOnce();
    assertThat(report.resources()).isEqualTo(pods);
    assertThat(report.ends()).isEqualTo(500);
    new Replica(agent, centre).assertComplete();
  }

  @Test
  void whatWasCommittedAndNotAcknowledgedIsSentAgainAndChangesNothing() {
    upsertAt(0, pod("web", "a", "u1"));
    sync.runOnce();
    upsertAt(10, pod("web", "b", "u2"));
    upsertAt(20, pod("api", "a", null));
    Database dying =
        new FaultyDatabase(
            agent,
            () -> {
              throw new IllegalStateException("killed");
            });
    assertThatThrownBy(() -> OutboxSync.between(dying, centre, centreClock).runOnce())
        .hasMessage("killed");
    List<Map<String, Object>> rows = Replica.rows(centre);
    assertThat(rows).hasSize(3);
    assertThat(pending()).hasSize(3);

    centreClock.advance(Duration.ofHours(1));
    syncAndCheck();
    assertThat(Replica.rows(centre)).isEqualTo(rows);
  }

  @Test
  void nothingIsAcknowledgedThatTheCentreHasNotCommitted() {
    upsertAt(0, pod("web", "a", null));
    Database failing =
        new FaultyDatabase(
            centre,
            () -> {
              throw new NotFoundException("on purpose");
            });

    assertThatThrownBy(() -> OutboxSync.between(agent, failing, centreClock).runOnce())
        .isInstanceOf(NotFoundException.class);
    assertThat(pending()).hasSize(1);
  }

  /** The centre takes each uid once: the second of two with one is refused. */
  private void makeTheCentreStricter() {
    centre.write(
        tx ->
            tx.createUniqueIndex("resource_tags_uid_uq")
                .on(RESOURCE_TAGS, RESOURCE_TAGS.CLUSTER_ID, RESOURCE_TAGS.UID)
                .execute());
  }

  @Test
  void whatTheCentreRefusesBlocksNothing() {
    makeTheCentreStricter();
    for (int i = 0; i < 50; i++) {
      upsertAt(i, pod("web-" + i, "a", i % 10 == 7 ? "same" : "u" + i));
    }
    List<String> refused = new ArrayList<>();
    OutboxSyncListener listener =
        new OutboxSyncListener() {
          @Override
          public void onRefused(OutboxEntry entry, StorageException reason) {
            assertThat(reason).isInstanceOf(DuplicateKeyException.class);
            refused.add(entry.resource().name());
          }
        };
    OutboxSync small = sync(centre, OutboxSyncOptions.defaults().batches(3, 1_000_000));

    OutboxSyncReport report = small.runOnce(() -> false, listener);

    assertThat(refused).containsExactly("web-17", "web-27", "web-37", "web-47");
    assertThat(report).isEqualTo(new OutboxSyncReport(46, 0, 4, new OutboxStatus(4, 0, after(17))));
    assertThat(pending())
        .extracting(entry -> entry.resource().name())
        .containsExactlyElementsOf(refused);

    assertThat(small.runOnce().refused()).as("each run tries again").isEqualTo(4);
    for (String name : refused) {
      upsertAt(100, pod(name, "a", "cured-" + name));
    }
    syncAndCheck();
  }

  @Test
  void whoStopsItGetsWhatWasSentUntilThen() {
    for (int i = 0; i < 10; i++) {
      upsertAt(i, pod("web-" + i, "a", null));
    }
    AtomicInteger asked = new AtomicInteger();

    OutboxSyncReport report =
        sync(centre, OutboxSyncOptions.defaults().batches(3, 1_000_000))
            .runOnce(() -> asked.incrementAndGet() > 2, new OutboxSyncListener() {});

    assertThat(report).isEqualTo(new OutboxSyncReport(6, 0, 0, new OutboxStatus(4, 0, after(6))));
    syncAndCheck();
  }

  private OutboxSync sync(Database to, OutboxSyncOptions options) {
    return OutboxSync.between(agent, to, centreClock, options);
  }

  /** A sync that runs on a thread of its own, and what it said. */
  private static final class Running implements OutboxSyncListener, AutoCloseable {
    private final BlockingQueue<Object> said = new LinkedBlockingQueue<>();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    private final AtomicBoolean interruptedAtTheEnd = new AtomicBoolean();
    private final OutboxSync sync;
    private final Thread thread;

    Running(OutboxSync sync, Duration idle) {
      this.sync = sync;
      this.thread =
          Thread.ofPlatform()
              .name("sync")
              .uncaughtExceptionHandler((on, e) -> thrown.set(e))
              .start(
                  () -> {
                    sync.run(idle, stop::get, this);
                    interruptedAtTheEnd.set(Thread.currentThread().isInterrupted());
                  });
    }

    @Override
    public void onSent(OutboxSyncReport report) {
      said.add(report);
    }

    @Override
    public void onRefused(OutboxEntry entry, StorageException reason) {
      said.add("refused " + entry.resource().name());
    }

    @Override
    public void onFailure(int failures, StorageException failure, Duration pause) {
      said.add(failures + " " + failure.getMessage());
    }

    Object next() throws InterruptedException {
      Object next = said.poll(ChildJvm.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(next).as("what the sync says; it has thrown %s", thrown.get()).isNotNull();
      return Objects.requireNonNull(next);
    }

    @Nullable Throwable awaitEnd() throws InterruptedException {
      thread.join(ChildJvm.PATIENCE);
      assertThat(thread.isAlive()).as("still runs").isFalse();
      return thrown.get();
    }

    void stopAndWake() throws InterruptedException {
      stop.set(true);
      sync.wake();
      assertThat(awaitEnd()).isNull();
    }

    @Override
    public void close() {
      stop.set(true);
      thread.interrupt();
    }
  }

  private static final Duration LONG = Duration.ofDays(1);

  @Test
  void runSendsWhatBecomesPendingAndEndsItsWaitWhenWoken() throws Exception {
    upsertAt(0, pod("web", "a", null));
    try (Running running = new Running(sync, LONG)) {
      assertThat(running.next()).isEqualTo(sent(1, 0));
      upsertAt(10, pod("web", "b", null));
      deleteAt(20, "web", null);
      sync.wake();
      assertThat(running.next()).isEqualTo(sent(0, 1));
      running.stopAndWake();
    }
    new Replica(agent, centre).assertComplete();
  }

  private static OutboxSyncReport sent(long resources, long ends) {
    return new OutboxSyncReport(resources, ends, 0, new OutboxStatus(0, 0, null));
  }

  @Test
  void runLooksAgainByItself() throws Exception {
    try (Running running = new Running(sync, Duration.ofMillis(1))) {
      for (int i = 0; i < 5; i++) {
        upsertAt(i, pod("web-" + i, "a", null));
        assertThat(running.next()).isEqualTo(sent(1, 0));
      }
      running.stopAndWake();
    }
  }

  @Test
  void runEndsWhenTheThreadIsInterrupted() throws Exception {
    upsertAt(0, pod("web", "a", null));
    try (Running running = new Running(sync, LONG)) {
      running.next();
      running.thread.interrupt();
      assertThat(running.awaitEnd()).isNull();
      assertThat(running.interruptedAtTheEnd).isTrue();
    }
  }

  @Test
  void anInterruptInABatchEndsTheRunAndLosesNothing() throws Exception {
    upsertAt(0, pod("web", "a", null));
    Database interrupting = new FaultyDatabase(centre, () -> Thread.currentThread().interrupt());
    try (Running running = new Running(sync(interrupting, OutboxSyncOptions.defaults()), LONG)) {
      assertThat(running.awaitEnd()).isNull();
      assertThat(running.interruptedAtTheEnd).isTrue();
    }
    assertThat(pending()).hasSize(1);
    syncAndCheck();
  }

  @Test
  void aFailureThatMayPassIsTriedAgain() throws Exception {
    List<StorageException> failures =
        List.of(
            new BusyException("busy"),
            new CannotOpenException("gone"),
            new BusyException("still busy"));
    AtomicInteger tries = new AtomicInteger();
    Database failing =
        new FaultyDatabase(
            centre,
            () -> {
              int number = tries.getAndIncrement();
              if (number < failures.size()) {
                throw failures.get(number);
              }
            });
    upsertAt(0, pod("web", "a", null));
    OutboxSyncOptions quick =
        OutboxSyncOptions.defaults().pauses(Duration.ofMillis(1), Duration.ofMillis(2));
    try (Running running = new Running(sync(failing, quick), LONG)) {
      assertThat(running.next()).isEqualTo("1 busy");
      assertThat(running.next()).isEqualTo("2 gone");
      assertThat(running.next()).isEqualTo("3 still busy");
      assertThat(running.next()).isEqualTo(sent(1, 0));
      running.stopAndWake();
    }
    assertThat(note(OutboxSync.FAILED, OutboxSyncFailure.class))
        .isEqualTo(new OutboxSyncFailure(RECEIVED, 3, "still busy"));
    new Replica(agent, centre).assertComplete();
  }

  private <T> T note(String key, Class<T> type) {
    return new StateRepository(agent, clock)
        .get(OutboxSync.STATE_COMPONENT, key, type)
        .orElseThrow()
        .required();
  }

  private List<String> notes() {
    try (Stream<StateEntry<JsonNode>> entries =
        new StateRepository(agent, clock).listAll(JsonNode.class)) {
      return entries.map(StateEntry::key).toList();
    }
  }

  @Test
  void itNotesWhatItHasSentAndHowFarItIs() {
    for (int i = 0; i < 5; i++) {
      upsertAt(i, pod("web-" + i, "a", null));
    }
    deleteAt(10, "web-4", null);
    AtomicInteger writes = new AtomicInteger();
    Database counted = new FaultyDatabase(agent, writes::incrementAndGet);

    OutboxSync.between(
            counted, centre, centreClock, OutboxSyncOptions.defaults().batches(2, 1_000_000))
        .runOnce();

    assertThat(note(OutboxSync.SENT, OutboxSyncSent.class))
        .isEqualTo(new OutboxSyncSent(RECEIVED, 4, 1, after(10)));
    assertThat(writes).as("with each acknowledgement, in its transaction").hasValue(3);
    assertThat(notes()).containsExactly("sent");

    sync.runOnce();
    assertThat(note(OutboxSync.SENT, OutboxSyncSent.class).ends())
        .as("where nothing is sent nothing is noted")
        .isEqualTo(1);
  }

  @Test
  void whatIsNotAcknowledgedIsNotNotedAsSent() {
    upsertAt(0, pod("web", "a", null));
    Database failing =
        new FaultyDatabase(
            agent,
            () -> {
              throw new BusyException("the agent is busy");
            });

    assertThatThrownBy(() -> OutboxSync.between(failing, centre, centreClock).runOnce())
        .isInstanceOf(BusyException.class)
        .hasMessage("the agent is busy")
        .satisfies(e -> assertThat(e.getSuppressed()).as("the note failed too").hasSize(1));

    assertThat(notes()).isEmpty();
    syncAndCheck();
  }

  @Test
  void itNotesHowItHasFailed() {
    Database failing =
        new FaultyDatabase(
            centre,
            () -> {
              throw new CannotOpenException("the centre is away");
            });
    upsertAt(0, pod("web", "a", null));

    assertThatThrownBy(() -> sync(failing, OutboxSyncOptions.defaults()).runOnce())
        .isInstanceOf(CannotOpenException.class);

    assertThat(note(OutboxSync.FAILED, OutboxSyncFailure.class))
        .isEqualTo(new OutboxSyncFailure(RECEIVED, 1, "the centre is away"));
    assertThat(notes()).containsExactly("failed");
  }

  @Test
  void anotherFailureEndsTheRun() throws Exception {
    Database failing =
        new FaultyDatabase(
            centre,
            () -> {
              throw new NotFoundException("on purpose");
            });
    upsertAt(0, pod("web", "a", null));
    try (Running running = new Running(sync(failing, OutboxSyncOptions.defaults()), LONG)) {
      assertThat(running.awaitEnd()).isInstanceOf(NotFoundException.class);
      assertThat(running.said).isEmpty();
    }
    assertThatThrownBy(() -> sync.run(Duration.ZERO, () -> true, new OutboxSyncListener() {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void runTellsOnceOfWhatIsRefusedAndTriesItAgainWhenItHasChanged() throws Exception {
    makeTheCentreStricter();
    upsertAt(0, pod("a", "core", "same"));
    upsertAt(1, pod("b", "core", "same"));
    try (Running running = new Running(sync, Duration.ofMillis(1))) {
      assertThat(running.next()).isEqualTo("refused b");
      assertThat(running.next())
          .isEqualTo(new OutboxSyncReport(1, 0, 1, new OutboxStatus(1, 0, after(1))));
      upsertAt(10, pod("c", "core", "other"));
      assertThat(running.next())
          .isEqualTo(new OutboxSyncReport(1, 0, 0, new OutboxStatus(1, 0, after(1))));
      deleteAt(20, "a", null);
      assertThat(running.next())
          .isEqualTo(new OutboxSyncReport(0, 1, 0, new OutboxStatus(1, 0, after(1))));
      upsertAt(30, pod("b", "shop", "same"));
      assertThat(running.next()).isEqualTo(sent(1, 0));
      running.stopAndWake();
      assertThat(running.said).isEmpty();
    }
    new Replica(agent, centre).assertComplete();
  }

  @Test
  void aCentreThatRefusesEverythingEndsTheRun() {
    int pods = 10_000;
    clock.set(START);
    store.bulkLoad(
        IntStream.range(0, pods).mapToObj(i -> pod("web-" + i, "a", null)),
        BulkLoadOptions.defaults());
    Database refusing =
        new FaultyDatabase(
            centre,
            () -> {
              throw new ConstraintViolationException("there is no such cluster");
            });
    AtomicInteger refused = new AtomicInteger();

    assertThatThrownBy(
            () ->
                sync(refusing, OutboxSyncOptions.defaults())
                    .run(
                        LONG,
                        () -> false,
                        new OutboxSyncListener() {
                          @Override
                          public void onRefused(OutboxEntry entry, StorageException reason) {
                            refused.incrementAndGet();
                          }
                        }))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("there is no such cluster");
    assertThat(refused).hasValue(pods);
    assertThat(outbox.status().resources()).isEqualTo(pods);
  }

  @Test
  void whatIsWrittenDuringTheRunArrives() throws Exception {
    ResourceStore writing = new ResourceRepository(agent, Clock.systemUTC());
    random = new Random(20260203);
    try (Running running =
        new Running(
            sync(centre, OutboxSyncOptions.defaults().batches(5, 1_000_000)),
            Duration.ofMillis(1))) {
      for (int i = 0; i < 1_000; i++) {
        ResourceTags any = any();
        if (random.nextInt(5) == 0) {
          writing.delete(any.key(), "admin");
        } else {
          writing.upsert(any);
        }
      }
      while (outbox.status().oldest() != null) {
        running.next();
      }
      running.stopAndWake();
    }
    new Replica(agent, centre).assertComplete();
  }

  private ResourceTags any() {
    int name = random.nextInt(NAMES);
    return ResourceTags.builder(name % 3 == 0 ? ResourceType.NODE : ResourceType.POD, "n-" + name)
        .namespace(name % 3 == 0 ? null : "ns-" + name % 2)
        .uid(random.nextInt(4) == 0 ? null : "uid-" + random.nextInt(2))
        .labels(random.nextInt(5) == 0 ? null : Map.of("team", "t-" + random.nextInt(3)))
        .annotations(random.nextInt(3) == 0 ? Map.of("note", "n-" + random.nextInt(2)) : null)
        .metricLabels(random.nextInt(3) == 0 ? Map.of("m", "m-" + random.nextInt(2)) : null)
        .build();
  }

  private void writeSomething() {
    switch (random.nextInt(6)) {
      case 0 -> store.delete(any().key(), random.nextBoolean() ? "admin" : null);
      case 1 ->
          store.bulkLoad(
              IntStream.range(0, random.nextInt(5)).mapToObj(i -> any()),
              BulkLoadOptions.defaults());
      default -> store.upsert(any());
    }
  }

  private void moveClock(boolean steady) {
    int millis = random.nextInt(8) == 0 ? -5 : random.nextInt(3);
    clock.advance(Duration.ofMillis(steady ? 1 + random.nextInt(3) : millis));
    centreClock.advance(Duration.ofMillis(1));
  }

  @RepeatedTest(value = 3, name = "seed {currentRepetition}")
  void sentAfterEachChangeTheWholeHistoryIsTheSame(RepetitionInfo repetition) {
    random = new Random(repetition.getCurrentRepetition());
    for (int i = 0; i < cases(OPERATIONS); i++) {
      moveClock(false);
      if (random.nextInt(6) == 0) {
        store.delete(any().key(), random.nextBoolean() ? "admin" : null);
      } else {
        store.upsert(any());
      }
      sync.runOnce();
    }
    new Replica(agent, centre).assertComplete();
    Set<ResourceKey> keys = new HashSet<>();
    IntStream.range(0, 20 * NAMES).forEach(i -> keys.add(any().key()));
    for (ResourceKey key : keys) {
      assertThat(central.history(key).stream().map(OutboxSyncSuite::whole))
          .as("history of %s", key)
          .containsExactlyElementsOf(
              store.history(key).stream().map(OutboxSyncSuite::whole).toList());
    }
  }

  private static String whole(ResourceRevision revision) {
    return HistoryModel.text(revision) + " by " + revision.endedBy();
  }

  /** The clock may stand or be set back; what comes twice comes at once. */
  @RepeatedTest(value = 3, name = "seed {currentRepetition}")
  void whateverIsSentTwiceTheCentreBecomesTheAgent(RepetitionInfo repetition) {
    random = new Random(repetition.getCurrentRepetition());
    for (int i = 0; i < cases(OPERATIONS); i++) {
      moveClock(false);
      writeSomething();
      if (random.nextInt(4) == 0) {
        List<OutboxEntry> batch = someOfThePending();
        receiver.apply(batch);
        receiver.apply(batch.subList(0, random.nextInt(batch.size() + 1)));
        if (random.nextBoolean()) {
          outbox.acknowledge(batch, clock.instant());
        }
      }
      if (i % 100 == 99) {
        syncAndCheck();
        assertAnyTimeCanBeAsked();
      }
    }
  }

  /** Also batches that come late, or for the first time after a newer one. */
  @RepeatedTest(value = 3, name = "seed {currentRepetition}")
  void whateverComesLateTheCentreBecomesTheAgent(RepetitionInfo repetition) {
    random = new Random(repetition.getCurrentRepetition());
    List<List<OutboxEntry>> taken = new ArrayList<>();
    for (int i = 0; i < cases(OPERATIONS); i++) {
      moveClock(true);
      writeSomething();
      switch (random.nextInt(10)) {
        case 0 -> taken.add(someOfThePending());
        case 1 -> {
          if (!taken.isEmpty()) {
            receiver.apply(taken.get(random.nextInt(taken.size())));
          }
        }
        case 2 -> {
          List<OutboxEntry> batch = someOfThePending();
          taken.add(batch);
          receiver.apply(batch);
          outbox.acknowledge(batch, clock.instant());
        }
        default -> {
          // It goes on writing.
        }
      }
      if (i % 100 == 99) {
        syncAndCheck();
        assertAnyTimeCanBeAsked();
      }
    }
  }

  private List<OutboxEntry> someOfThePending() {
    return outbox.pending(1 + random.nextInt(8), Long.MAX_VALUE);
  }

  private void assertAnyTimeCanBeAsked() {
    long millis = Duration.between(START, clock.instant()).toMillis();
    for (int i = 0; i < 20; i++) {
      Instant time = START.plusMillis(random.nextLong(millis + 20) - 10);
      Set<ResourceKey> keys = new HashSet<>();
      for (ResourceTags resource : central.asOf(time).findAll(ResourceQuery.all())) {
        assertThat(keys.add(resource.key())).as("%s once as of %s", resource, time).isTrue();
        assertThat(central.asOf(time).find(resource.key())).contains(resource);
      }
    }
  }
}
