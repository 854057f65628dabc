// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static io.agentstorage.codegen.Tables.CLUSTER;
import static io.agentstorage.codegen.Tables.RESOURCE_HISTORY;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.agentstorage.codegen.tables.records.ResourceTagsRecord;
import io.agentstorage.core.Database;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.OutboxEntry;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.model.RevisionEnd;
import io.agentstorage.core.model.WriteOutcome;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.Outbox;
import io.agentstorage.core.store.OutboxStatus;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.OutboxRepository;
import io.agentstorage.repo.ResourceRepository;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is to be sent, and when it no longer is, on every database. */
public abstract class OutboxSuite {
  private static final Instant START = Instant.parse("2026-02-03T04:05:06.789Z");
  private static final int ALL = 1_000_000;

  private final TestClock clock = new TestClock(START);
  private Database database;
  private ResourceStore store;
  private Outbox outbox;

  /** For subclasses. */
  protected OutboxSuite() {}

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

  private static ResourceTags pod(String name, String team, @Nullable String uid) {
    return ResourceTags.builder(ResourceType.POD, name)
        .namespace("shop")
        .uid(uid)
        .labels(Map.of("team", team))
        .build();
  }

  private Instant after(int seconds) {
    return START.plusSeconds(seconds);
  }

  private ResourceId upsertAt(int seconds, ResourceTags resource) {
    clock.set(after(seconds));
    return store.upsert(resource).id();
  }

  private void deleteAt(int seconds, String name) {
    clock.set(after(seconds));
    assertThat(store.delete(pod(name, "any", null).key(), null)).isPresent();
  }

  private List<OutboxEntry> pending() {
    return outbox.pending(ALL, Long.MAX_VALUE);
  }

  private long acknowledgeAll() {
    return outbox.acknowledge(pending(), clock.instant());
  }

  private static String text(OutboxEntry entry) {
    return entry.resource().name() + " " + entry.revision() + " " + entry.end();
  }

  @Test
  void whatChangedFirstIsSentFirst() {
    upsertAt(0, pod("a", "core", null));
    upsertAt(10, pod("b", "core", null));
    upsertAt(20, pod("c", "core", null));
    upsertAt(30, pod("d", "core", null));
    upsertAt(40, pod("a", "web", null));
    deleteAt(35, "b");
    deleteAt(50, "d");

    assertThat(pending())
        .extracting(OutboxSuite::text)
        .containsExactly("c 1 null", "b 1 DELETED", "a 2 null", "d 1 DELETED");
    assertThat(pending())
        .extracting(OutboxEntry::changedAt)
        .containsExactly(after(20), after(35), after(40), after(50));
    assertThat(outbox.pending(2, Long.MAX_VALUE)).isEqualTo(pending().subList(0, 2));
  }

  @Test
  void anEntryHasTheResourceAsItIs() {
    ResourceId id = upsertAt(0, pod("a", "core", "u1").toBuilder().changedBy("admin").build());

    assertThat(pending())
        .singleElement()
        .satisfies(entry -> assertThat(entry.resource()).isEqualTo(store.get(id)));
  }

  @Test
  void aBatchIsFullButNotTooLarge() {
    Random random = new Random(20260203);
    for (int i = 0; i < 60; i++) {
      String note = "x".repeat(random.nextInt(3000));
      upsertAt(i, pod("web-" + i, "core", null).toBuilder().annotations(Map.of("n", note)).build());
    }
    deleteAt(100, "web-7");
    List<OutboxEntry> all = pending();
    assertThat(all).hasSize(60);
    for (int i = 0; i < 300; i++) {
      int maxRows = 1 + random.nextInt(70);
      long maxBytes = 1L + random.nextInt(i % 2 == 0 ? 5_000 : 100_000);

      List<OutboxEntry> batch = outbox.pending(maxRows, maxBytes);

      assertThat(batch).isEqualTo(all.subList(0, batchSize(all, maxRows, maxBytes)));
    }
  }

  private static int batchSize(List<OutboxEntry> all, int maxRows, long maxBytes) {
    int size = 1;
    long bytes = all.get(0).bytes();
    while (size < Math.min(maxRows, all.size()) && bytes + all.get(size).bytes() <= maxBytes) {
      bytes += all.get(size++).bytes();
    }
    return size;
  }

  @Test
  void aFirstEntryThatIsTooLargeByItselfIsGivenNevertheless() {
    upsertAt(
        0, pod("a", "core", null).toBuilder().annotations(Map.of("n", "x".repeat(900))).build());
    upsertAt(10, pod("b", "core", null));

    assertThat(outbox.pending(ALL, 1)).extracting(OutboxSuite::text).containsExactly("a 1 null");
  }

  @Test
  void bytesAreThoseOfTheJsonAndTheNames() {
    Map<String, String> large = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      large.put("key-" + i, "value of some length " + i); // stored compressed
    }
    List<ResourceTags> resources =
        List.of(
            ResourceTags.builder(ResourceType.NODE, "node-1").build(),
            pod("b", "core", "uid-b").toBuilder().metricLabels(Map.of()).build(),
            pod("c", "größe", null).toBuilder().annotations(large).build());
    for (int i = 0; i < resources.size(); i++) {
      upsertAt(i, resources.get(i));
    }

    assertThat(pending())
        .extracting(OutboxEntry::bytes)
        .isEqualTo(resources.stream().map(OutboxSuite::bytes).toList());
  }

  private static long bytes(ResourceTags resource) {
    String text =
        json(resource.labels())
            + json(resource.metricLabels())
            + json(resource.annotations())
            + resource.type()
            + Objects.requireNonNullElse(resource.namespace(), "")
            + resource.name()
            + Objects.requireNonNullElse(resource.uid(), "");
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String json(@Nullable Map<String, String> map) {
    return map == null
        ? ""
        : map.entrySet().stream()
            .map(tag -> '"' + tag.getKey() + "\":\"" + tag.getValue() + '"')
            .collect(Collectors.joining(",", "{", "}"));
  }

  @Test
  void limitsBelowOneAreRefused() {
    assertThatThrownBy(() -> outbox.pending(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> outbox.pending(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void statusCountsResourcesAndEndsAndTellsTheOldest() {
    assertThat(outbox.status()).isEqualTo(new OutboxStatus(0, 0, null));
    upsertAt(10, pod("a", "core", null));
    upsertAt(20, pod("b", "core", null));
    assertThat(outbox.status()).isEqualTo(new OutboxStatus(2, 0, after(10)));
    deleteAt(30, "a");
    assertThat(outbox.status()).isEqualTo(new OutboxStatus(1, 1, after(20)));
    deleteAt(40, "b");
    assertThat(outbox.status()).isEqualTo(new OutboxStatus(0, 2, after(30)));
    assertThat(acknowledgeAll()).isEqualTo(2);
    assertThat(outbox.status()).isEqualTo(new OutboxStatus(0, 0, null));
  }

  @Test
  void whatIsAcknowledgedIsNoLongerPending() {
    ResourceId id = upsertAt(0, pod("a", "core", null));
    upsertAt(10, pod("b", "core", null));
    List<OutboxEntry> sent = outbox.pending(1, Long.MAX_VALUE);

    assertThat(outbox.acknowledge(sent, after(100))).isEqualTo(1);

    assertThat(pending()).extracting(OutboxSuite::text).containsExactly("b 1 null");
    assertThat(store.get(id).sentAt()).isEqualTo(after(100));
    assertThat(store.get(id).revision()).isEqualTo(1);
    assertThat(store.history(id)).hasSize(1);
  }

  @Test
  void acknowledgingAgainDoesNothing() {
    ResourceId id = upsertAt(0, pod("a", "core", null));
    upsertAt(10, pod("b", "core", null));
    deleteAt(20, "b");
    List<OutboxEntry> sent = pending();
    assertThat(outbox.acknowledge(sent, after(100))).isEqualTo(2);

    assertThat(outbox.acknowledge(sent, after(200))).isZero();
    assertThat(outbox.acknowledge(List.of(), after(200))).isZero();

    assertThat(store.get(id).sentAt()).isEqualTo(after(100));
  }

  @Test
  void whatChangedWhileItWasSentStaysPending() {
    upsertAt(0, pod("a", "core", null));
    List<OutboxEntry> sent = pending();
    upsertAt(10, pod("a", "web", null));

    assertThat(outbox.acknowledge(sent, after(20))).isZero();

    assertThat(pending())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.revision()).isEqualTo(2);
              assertThat(entry.resource().labels()).isEqualTo(Map.of("team", "web"));
            });
    assertThat(acknowledgeAll()).isEqualTo(1);
  }

  @Test
  void whatIsDeletedWhileItWasSentLeavesItsEndToBeSent() {
    upsertAt(0, pod("a", "core", null));
    List<OutboxEntry> sent = pending();
    deleteAt(10, "a");

    assertThat(outbox.acknowledge(sent, after(20))).isZero();

    assertThat(pending()).extracting(OutboxSuite::text).containsExactly("a 1 DELETED");
    assertThat(acknowledgeAll()).isEqualTo(1);
    assertThat(pending()).isEmpty();
  }

  @Test
  void whatIsReplacedWhileItWasSentLeavesItsEndAndTheOtherOneToBeSent() {
    ResourceId first = upsertAt(0, pod("a", "core", "u1"));
    List<OutboxEntry> sent = pending();
    ResourceId second = upsertAt(10, pod("a", "core", "u2"));

    assertThat(outbox.acknowledge(sent, after(20))).isZero();

    assertThat(pending())
        .extracting(OutboxEntry::id, OutboxEntry::end)
        .as("a receiver that knows them by their key must not end the second")
        .containsExactly(tuple(first, RevisionEnd.REPLACED), tuple(second, null));
    assertThat(acknowledgeAll()).isEqualTo(2);
  }

  @Test
  void whatChangesAfterItWasSentIsPendingAgain() {
    upsertAt(0, pod("a", "core", "u1"));
    upsertAt(0, pod("b", "core", "u1"));
    acknowledgeAll();
    upsertAt(10, pod("a", "web", "u1"));
    clock.set(after(20));
    store.bulkLoad(Stream.of(pod("b", "web", "u1")), BulkLoadOptions.defaults());

    assertThat(pending()).extracting(OutboxSuite::text).containsExactly("a 2 null", "b 2 null");
  }

  @Test
  void whatIsChangedFromACopyThatSaysItWasSentIsPendingAgain() {
    ResourceId id = upsertAt(0, pod("a", "core", "u1"));
    acknowledgeAll();
    clock.set(after(10));

    store.update(store.get(id).toBuilder().labels(Map.of("team", "web")).build());

    assertThat(pending()).extracting(OutboxSuite::text).containsExactly("a 2 null");
  }

  @Test
  void whatIsStoredUnchangedStaysSent() {
    ResourceId id = upsertAt(0, pod("a", "core", "u1"));
    acknowledgeAll();
    clock.set(after(10));

    assertThat(store.upsert(pod("a", "core", "u1")).outcome()).isEqualTo(WriteOutcome.UNCHANGED);

    assertThat(pending()).isEmpty();
    assertThat(store.get(id).sentAt()).isEqualTo(after(0));
  }

  @Test
  void anEndIsSentWhetherTheResourceWasSentOrNot() {
    upsertAt(0, pod("sent", "core", null));
    acknowledgeAll();
    upsertAt(10, pod("never-sent", "core", null));
    deleteAt(20, "sent");
    deleteAt(30, "never-sent");

    assertThat(pending())
        .extracting(OutboxSuite::text)
        .containsExactly("sent 1 DELETED", "never-sent 1 DELETED");
    assertThat(acknowledgeAll()).isEqualTo(2);
    assertThat(pending()).isEmpty();
  }

  @Test
  void revisionsThatWereOvertakenAreNotSent() {
    for (int i = 0; i < 5; i++) {
      upsertAt(i, pod("a", "team-" + i, null));
    }

    assertThat(pending()).extracting(OutboxSuite::text).containsExactly("a 5 null");
  }

  @Test
  void anotherClusterIsNotSeen() {
    ResourceId id = upsertAt(0, pod("a", "core", null));
    ClusterId other = new ClusterId(2);
    database.write(
        tx -> {
          tx.insertInto(CLUSTER, CLUSTER.ID, CLUSTER.NAME).values(other, "other").execute();
          ResourceTagsRecord row =
              tx.fetchSingle(RESOURCE_TAGS, RESOURCE_TAGS.ID.eq(id)).into(RESOURCE_TAGS);
          row.setClusterId(other);
          row.setLabelsId(null);
          tx.insertInto(RESOURCE_TAGS).set(row).execute();
          tx.insertInto(RESOURCE_HISTORY)
              .set(row.into(RESOURCE_HISTORY))
              .set(RESOURCE_HISTORY.VALID_TO, after(1))
              .set(RESOURCE_HISTORY.ENDED, RevisionEnd.DELETED)
              .execute();
          return null;
        });

    assertThat(outbox.status()).isEqualTo(new OutboxStatus(1, 0, after(0)));
    assertThat(pending()).extracting(OutboxSuite::text).containsExactly("a 1 null");
    assertThat(acknowledgeAll()).isEqualTo(1);
    assertThat(
            database
                .dsl()
                .fetchCount(
                    RESOURCE_TAGS,
                    RESOURCE_TAGS.CLUSTER_ID.eq(other).and(RESOURCE_TAGS.SENT_AT.isNull())))
        .isEqualTo(1);
  }

  /** The defect of many senders: what changes between reading and marking is marked though nobody sent it. */
  @Test
  void nothingIsLostWhereResourcesChangeWhileTheyAreSent() throws Exception {
    Map<ResourceId, OutboxEntry> received = new HashMap<>();
    int writers = 3;
    try (ExecutorService executor = Executors.newFixedThreadPool(writers)) {
      List<Future<?>> writing = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        Random random = new Random(writer);
        writing.add(executor.submit(() -> IntStream.range(0, 250).forEach(i -> change(random, i))));
      }
      boolean last = false;
      while (!last) {
        last = writing.stream().allMatch(Future::isDone);
        drain(received);
      }
      for (Future<?> each : writing) {
        each.get();
      }
    }

    assertThat(outbox.status()).isEqualTo(new OutboxStatus(0, 0, null));
    Map<ResourceId, ResourceTags> alive =
        received.values().stream()
            .filter(entry -> entry.end() == null)
            .collect(Collectors.toMap(OutboxEntry::id, entry -> entry.resource()));
    Map<ResourceId, ResourceTags> stored =
        store.findAll(DSL.noCondition()).stream()
            .map(resource -> resource.toBuilder().sentAt(null).build())
            .collect(Collectors.toMap(r -> Objects.requireNonNull(r.id()), r -> r));
    assertThat(stored).isNotEmpty();
    assertThat(alive).isEqualTo(stored);
  }

  private void change(Random random, int turn) {
    String name = "web-" + random.nextInt(12);
    switch (random.nextInt(10)) {
      case 0 -> store.delete(pod(name, "any", null).key(), null);
      case 1 -> store.upsert(pod(name, "core", "uid-" + random.nextInt(3)));
      default -> store.upsert(pod(name, "team-" + turn, null));
    }
  }

  private void drain(Map<ResourceId, OutboxEntry> received) {
    for (List<OutboxEntry> batch = outbox.pending(5, 500);
        !batch.isEmpty();
        batch = outbox.pending(5, 500)) {
      for (OutboxEntry entry : batch) {
        OutboxEntry before = received.put(entry.id(), entry);
        assertThat(before == null || before.revision() <= entry.revision()).isTrue();
      }
      outbox.acknowledge(batch, clock.instant());
    }
  }
}
