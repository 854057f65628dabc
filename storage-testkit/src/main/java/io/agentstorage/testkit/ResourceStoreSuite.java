// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static io.agentstorage.codegen.Tables.LABEL_ENTRY;
import static io.agentstorage.codegen.Tables.LABEL_SET;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.DuplicateKeyException;
import io.agentstorage.core.error.NotFoundException;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.model.Stored;
import io.agentstorage.core.model.WriteOutcome;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every resource store does, on every database. */
public abstract class ResourceStoreSuite {
  private static final Instant START = Instant.parse("2026-02-03T04:05:06.789Z");

  private final TestClock clock = new TestClock(START);
  private Database database;
  private ResourceStore store;

  /** For subclasses. */
  protected ResourceStoreSuite() {}

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
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static ResourceTags pod(String name) {
    return ResourceTags.builder(ResourceType.POD, name)
        .namespace("shop")
        .uid("uid-of-" + name)
        .labels(Map.of("app", "web", "team", "core"))
        .annotations(Map.of("note", "first"))
        .build();
  }

  @Test
  void createGivesAnIdAndBothTimesFromTheClock() {
    Stored<ResourceTags> created = store.create(pod("web-0"));

    assertThat(created.outcome()).isEqualTo(WriteOutcome.INSERTED);
    assertThat(created.id().value().version()).isEqualTo(7);
    assertThat(created.id().value().getMostSignificantBits() >>> 16)
        .isEqualTo(START.toEpochMilli());
    ResourceTags read = store.get(created.id());
    assertThat(read).isEqualTo(created.value());
    assertThat(read.recordCreated()).isEqualTo(START);
    assertThat(read.recordUpdated()).isEqualTo(START);
    assertThat(read.sentAt()).isNull();
    assertThat(read.revision()).isEqualTo(1);
    assertThat(read.labels()).isEqualTo(Map.of("app", "web", "team", "core"));
  }

  @Test
  void whatIsStoredTwiceAsNewIsRefusedAndTheFirstStays() {
    store.create(pod("web-0"));

    assertThatThrownBy(
            () -> store.create(pod("web-0").toBuilder().labels(Map.of("app", "x")).build()))
        .isInstanceOf(DuplicateKeyException.class)
        .hasMessageContaining("Pod/shop/web-0");
    assertThat(store.findAll(DSL.noCondition()))
        .singleElement()
        .satisfies(pod -> assertThat(pod.labels()).containsEntry("app", "web"));
  }

  @Test
  void aClusterScopedResourceIsUniqueToo() {
    ResourceTags node = ResourceTags.builder(ResourceType.NODE, "node-1").build();

    assertThat(store.upsert(node).outcome()).isEqualTo(WriteOutcome.INSERTED);
    assertThat(store.upsert(node).outcome()).isEqualTo(WriteOutcome.UNCHANGED);
    assertThatThrownBy(() -> store.create(node))
        .isInstanceOf(DuplicateKeyException.class)
        .hasMessageContaining("Node/node-1");
    assertThat(store.count()).isEqualTo(1);
    assertThat(store.find(node.key()))
        .hasValueSatisfying(found -> assertThat(found.namespace()).isNull());
  }

  @Test
  void anyKindFitsAndTheGroupTellsKindsOfOneNameApart() {
    ResourceType knative = new ResourceType("Service", "serving.knative.dev");
    store.create(ResourceTags.builder(knative, "web").namespace("shop").build());
    store.create(
        ResourceTags.builder(new ResourceType("Service", ""), "web").namespace("shop").build());

    assertThat(store.count()).isEqualTo(2);
    assertThat(store.findAll(RESOURCE_TAGS.TYPE.eq(knative)))
        .extracting(ResourceTags::type)
        .containsExactly(knative);
  }

  @Test
  void updateMovesTheUpdatedTimeAndKeepsTheCreatedOne() {
    Stored<ResourceTags> created = store.create(pod("web-0"));
    Instant later = clock.advance(Duration.ofMinutes(5));

    Stored<ResourceTags> updated =
        store.update(created.value().toBuilder().labels(Map.of("app", "api")).build());

    assertThat(updated.outcome()).isEqualTo(WriteOutcome.UPDATED);
    ResourceTags read = store.get(created.id());
    assertThat(read).isEqualTo(updated.value());
    assertThat(read.recordCreated()).isEqualTo(START);
    assertThat(read.recordUpdated()).isEqualTo(later);
    assertThat(read.revision()).isEqualTo(2);
    assertThat(read.labels()).isEqualTo(Map.of("app", "api"));
  }

  @Test
  void updateOfWhatIsNotThereIsNotFound() {
    assertThatThrownBy(() -> store.update(pod("ghost")))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("Pod/shop/ghost");
    ResourceTags node =
        ResourceTags.builder(ResourceType.NODE, "node-9")
            .id(new ResourceId(UUID.randomUUID()))
            .build();
    assertThatThrownBy(() -> store.update(node))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("Node/node-9");
    assertThat(store.count()).isZero();
  }

  @Test
  void updateThatChangesNothingWritesNothing() {
    Stored<ResourceTags> created = store.create(pod("web-0"));
    clock.advance(Duration.ofMinutes(5));

    assertThat(store.update(created.value()).outcome()).isEqualTo(WriteOutcome.UNCHANGED);
    assertThat(store.get(created.id())).isEqualTo(created.value());
  }

  @Test
  void sentAtCanBeSetAndIsTakenBackByAChange() {
    Stored<ResourceTags> created = store.create(pod("web-0"));
    Instant sent = clock.advance(Duration.ofSeconds(1));

    store.update(created.value().toBuilder().sentAt(sent).build());
    assertThat(store.get(created.id()).sentAt()).isEqualTo(sent);

    assertThat(store.upsert(pod("web-0")).outcome()).isEqualTo(WriteOutcome.UNCHANGED);
    assertThat(store.get(created.id()).sentAt()).isEqualTo(sent);

    store.upsert(pod("web-0").toBuilder().labels(Map.of("app", "new")).build());
    assertThat(store.get(created.id()).sentAt()).isNull();
  }

  @Test
  void removingAnnotationsStoresNone() {
    Stored<ResourceTags> created = store.create(pod("web-0"));

    store.update(created.value().toBuilder().annotations(null).build());

    assertThat(store.get(created.id()).annotations()).isNull();
  }

  @Test
  void absentAndEmptyMapsAreReadBackAsTheyWere() {
    ResourceTags absent = ResourceTags.builder(ResourceType.POD, "absent").build();
    ResourceTags empty =
        ResourceTags.builder(ResourceType.POD, "empty")
            .metricLabels(Map.of())
            .labels(Map.of())
            .annotations(Map.of())
            .build();
    store.create(absent);
    store.create(empty);

    assertThat(store.find(absent.key()))
        .hasValueSatisfying(
            read -> {
              assertThat(read.metricLabels()).isNull();
              assertThat(read.labels()).isNull();
              assertThat(read.annotations()).isNull();
            });
    assertThat(store.find(empty.key()))
        .hasValueSatisfying(
            read -> {
              assertThat(read.metricLabels()).isEmpty();
              assertThat(read.labels()).isEmpty();
              assertThat(read.annotations()).isEmpty();
            });
    assertThat(store.upsert(empty.toBuilder().labels(null).build()).outcome())
        .isEqualTo(WriteOutcome.UPDATED);
  }

  @Test
  void upsertSaysWhatItDid() {
    assertThat(store.upsert(pod("web-0")).outcome()).isEqualTo(WriteOutcome.INSERTED);
    ResourceId id = store.upsert(pod("web-0")).id();
    clock.advance(Duration.ofSeconds(1));
    Stored<ResourceTags> changed =
        store.upsert(pod("web-0").toBuilder().annotations(Map.of("note", "second")).build());

    assertThat(changed.outcome()).isEqualTo(WriteOutcome.UPDATED);
    assertThat(changed.id()).isEqualTo(id);
    assertThat(store.get(id)).isEqualTo(changed.value());
    assertThat(store.upsert(changed.value()).outcome()).isEqualTo(WriteOutcome.UNCHANGED);
  }

  @Test
  void anUnknownUidLeavesTheKnownOneAndAnotherOneReplacesTheResource() {
    store.create(pod("web-0"));

    Stored<ResourceTags> unknown = store.upsert(pod("web-0").toBuilder().uid(null).build());
    assertThat(unknown.outcome()).isEqualTo(WriteOutcome.UNCHANGED);
    assertThat(unknown.value().uid()).isEqualTo("uid-of-web-0");

    Stored<ResourceTags> another = store.upsert(pod("web-0").toBuilder().uid("another").build());
    assertThat(another.outcome()).isEqualTo(WriteOutcome.UPDATED);
    assertThat(store.get(another.id()).uid()).isEqualTo("another");
    assertThatThrownBy(() -> store.get(unknown.id())).isInstanceOf(NotFoundException.class);
  }

  @Test
  void notFoundIsATypeAndNotANull() {
    assertThatThrownBy(() -> store.get(new ResourceId(UUID.randomUUID())))
        .isInstanceOf(NotFoundException.class);
    assertThat(store.find(new ResourceKey(ResourceType.POD, "shop", "ghost"))).isEmpty();
    assertThat(store.findFirst(RESOURCE_TAGS.NAME.eq("ghost"))).isEmpty();
  }

  @Test
  void deletingWhatIsNotThereIsFine() {
    ResourceId id = store.create(pod("web-0")).id();

    assertThat(store.delete(id)).isTrue();
    assertThat(store.delete(id)).isFalse();
    assertThat(store.count()).isZero();
  }

  @Test
  void countAndDeleteAllAreAboutResources() {
    IntStream.range(0, 5).forEach(i -> store.create(pod("web-" + i)));
    store.create(ResourceTags.builder(ResourceType.NODE, "node-1").build());

    assertThat(store.count()).isEqualTo(6);
    assertThat(store.count(RESOURCE_TAGS.TYPE.eq(ResourceType.POD))).isEqualTo(5);
    assertThat(store.deleteAll()).isEqualTo(6);
    assertThat(store.count()).isZero();
    assertThat(database.dsl().fetchCount(LABEL_SET)).isZero();
    assertThat(store.create(pod("web-0")).outcome()).isEqualTo(WriteOutcome.INSERTED);
  }

  @Test
  void findsAreByTypedConditionsInTheOrderOfKeys() {
    store.create(pod("web-1"));
    store.create(pod("web-0"));
    store.create(pod("api-0").toBuilder().namespace("other").build());

    assertThat(store.findAll(RESOURCE_TAGS.NAMESPACE.eq("shop")))
        .extracting(ResourceTags::name)
        .containsExactly("web-0", "web-1");
    assertThat(store.findFirst(RESOURCE_TAGS.NAME.like("%-0")))
        .hasValueSatisfying(pod -> assertThat(pod.namespace()).isEqualTo("other"));
    assertThat(store.findAll(RESOURCE_TAGS.RECORD_CREATED.gt(START))).isEmpty();
    assertThat(store.findAll(RESOURCE_TAGS.RECORD_CREATED.ge(START))).hasSize(3);
  }

  @Test
  void likeTellsUpperCaseFromLowerCase() {
    store.create(ResourceTags.builder(ResourceType.NODE, "Node-A").build());

    assertThat(store.findAll(RESOURCE_TAGS.NAME.like("Node%"))).hasSize(1);
    assertThat(store.findAll(RESOURCE_TAGS.NAME.like("node%"))).isEmpty();
  }

  @Test
  void aStreamReadsEverythingAndGivesItsConnectionBack() {
    IntStream.range(0, 100).forEach(i -> store.create(pod("web-" + i)));
    for (int i = 0; i < 50; i++) {
      try (Stream<ResourceTags> pods = store.stream(RESOURCE_TAGS.TYPE.eq(ResourceType.POD))) {
        assertThat(pods.skip(10).findFirst()).isPresent();
      }
    }
    try (Stream<ResourceTags> pods = store.stream(DSL.noCondition())) {
      assertThat(pods.count()).isEqualTo(100);
    }
  }

  @Test
  void resourcesWithTheSameLabelsShareOneSet() {
    IntStream.range(0, 20).forEach(i -> store.create(pod("web-" + i)));

    assertThat(database.dsl().fetchCount(LABEL_SET)).isEqualTo(1);
    assertThat(database.dsl().fetchCount(LABEL_ENTRY)).isEqualTo(2);
  }

  @Test
  void typedQueriesReachThroughTheLabelSets() {
    store.create(pod("web-0"));
    store.create(pod("api-0").toBuilder().labels(Map.of("app", "api")).build());

    List<String> names =
        database
            .dsl()
            .select(RESOURCE_TAGS.NAME)
            .from(RESOURCE_TAGS)
            .where(RESOURCE_TAGS.labels().LABELS.eq(Map.of("app", "api")))
            .fetch(RESOURCE_TAGS.NAME);

    assertThat(names).containsExactly("api-0");
  }

  @Test
  void longAndUnicodeAnnotationsAreReadBackAsTheyWere() {
    String emoji = new String(Character.toChars(0x1F680));
    Map<String, String> annotations =
        Map.of(
            "long",
            "0123456789".repeat(20_000),
            "unicode",
            "\u00e4\u4e2d\u0001\" " + emoji,
            "empty",
            "");
    ResourceId id = store.create(pod("web-0").toBuilder().annotations(annotations).build()).id();

    assertThat(store.get(id).annotations()).isEqualTo(annotations);
  }

  @Test
  void aFailedTransactionLeavesNothing() {
    assertThatThrownBy(
            () ->
                database.write(
                    tx -> {
                      store.create(pod("web-0"));
                      store.create(pod("web-1"));
                      throw new IllegalStateException("on purpose");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("on purpose");

    assertThat(store.count()).isZero();
    assertThat(database.dsl().fetchCount(LABEL_SET)).isZero();
  }

  @Test
  void findsInsideATransactionSeeItsWrites() {
    database.write(
        tx -> {
          ResourceId id = store.create(pod("web-0")).id();
          assertThat(store.get(id).name()).isEqualTo("web-0");
          assertThat(store.findAll(RESOURCE_TAGS.NAME.eq("web-0"))).hasSize(1);
          assertThat(database.dsl().fetchCount(RESOURCE_TAGS)).isEqualTo(1);
          try (Stream<ResourceTags> pods = store.stream(DSL.noCondition())) {
            assertThat(pods.count()).isEqualTo(1);
          }
          return null;
        });
  }

  @Test
  void aThousandConcurrentWritersEachReadBackExactlyTheirRow() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> written =
          IntStream.range(0, 1000)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            ResourceTags mine =
                                pod("web-" + i).toBuilder()
                                    .labels(Map.of("app", "web", "index", "i" + i % 10))
                                    .build();
                            Stored<ResourceTags> stored = store.create(mine);
                            return store.get(stored.id()).equals(stored.value())
                                && store.findAll(RESOURCE_TAGS.NAME.eq("web-" + i)).size() == 1;
                          }))
              .toList();
      for (Future<Boolean> each : written) {
        assertThat(each.get()).isTrue();
      }
    }
    assertThat(store.count()).isEqualTo(1000);
    assertThat(database.dsl().fetchCount(LABEL_SET)).isEqualTo(10);
  }

  @Test
  void noConcurrentUpsertOfOneResourceIsLost() throws Exception {
    int writers = 200;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<WriteOutcome>> outcomes =
          IntStream.range(0, writers)
              .mapToObj(
                  i ->
                      threads.submit(
                          () ->
                              store
                                  .upsert(
                                      pod("web-0").toBuilder()
                                          .labels(Map.of("writer", "w" + i))
                                          .build())
                                  .outcome()))
              .toList();
      int inserted = 0;
      for (Future<WriteOutcome> outcome : outcomes) {
        assertThat(outcome.get()).isNotEqualTo(WriteOutcome.UNCHANGED);
        inserted += outcome.get() == WriteOutcome.INSERTED ? 1 : 0;
      }
      assertThat(inserted).isEqualTo(1);
    }
    assertThat(store.findAll(DSL.noCondition()))
        .singleElement()
        .satisfies(pod -> assertThat(pod.revision()).isEqualTo(writers));
  }
}
