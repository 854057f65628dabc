// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static io.agentstorage.codegen.Tables.RESOURCE_HISTORY;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.NotFoundException;
import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.model.ResourceChange;
import io.agentstorage.core.model.ResourceChange.Kind;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceRevision;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.model.RevisionEnd;
import io.agentstorage.core.model.Stored;
import io.agentstorage.core.model.WriteOutcome;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a resource store remembers of what was, on every database. */
public abstract class HistorySuite {
  private static final Instant START = Instant.parse("2026-02-03T04:05:06.789Z");

  private final TestClock clock = new TestClock(START);
  private Database database;
  private ResourceStore store;

  /** For subclasses. */
  protected HistorySuite() {}

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

  private static ResourceTags pod(String team, @Nullable String uid) {
    return ResourceTags.builder(ResourceType.POD, "web-0")
        .namespace("shop")
        .uid(uid)
        .labels(Map.of("app", "web", "team", team))
        .annotations(Map.of("note", "of " + team))
        .changedBy("by " + team)
        .build();
  }

  private Instant after(int seconds) {
    return START.plusSeconds(seconds);
  }

  private ResourceId upsertAt(int seconds, ResourceTags resource) {
    clock.set(after(seconds));
    return store.upsert(resource).id();
  }

  private static String team(ResourceTags resource) {
    return String.valueOf(Objects.requireNonNull(resource.labels()).get("team"));
  }

  private @Nullable String teamAt(int seconds) {
    return store
        .asOf(after(seconds))
        .find(pod("any", null).key())
        .map(HistorySuite::team)
        .orElse(null);
  }

  @Test
  void eachChangeClosesOneIntervalAndOpensTheNext() {
    ResourceId id = upsertAt(0, pod("core", "u1"));
    upsertAt(10, pod("web", "u1"));
    upsertAt(20, pod("data", "u1"));

    List<ResourceRevision> history = store.history(id);

    assertThat(history)
        .extracting(ResourceRevision::from)
        .containsExactly(after(0), after(10), after(20));
    assertThat(history)
        .extracting(ResourceRevision::to)
        .containsExactly(after(10), after(20), null);
    assertThat(history)
        .extracting(ResourceRevision::end)
        .containsExactly(RevisionEnd.CHANGED, RevisionEnd.CHANGED, null);
    assertThat(history)
        .extracting(ResourceRevision::endedBy)
        .containsExactly("by web", "by data", null);
    assertThat(history)
        .extracting(revision -> revision.resource().annotations())
        .containsExactly(
            Map.of("note", "of core"), Map.of("note", "of web"), Map.of("note", "of data"));
    assertThat(history)
        .extracting(revision -> revision.resource().revision())
        .containsExactly(1L, 2L, 3L);
    assertThat(store.history(pod("any", null).key())).isEqualTo(history);
  }

  @Test
  void whatHeldAtATimeIsReadAsOfThatTime() {
    upsertAt(0, pod("core", "u1"));
    upsertAt(10, pod("web", "u1"));
    upsertAt(20, pod("data", "u1"));

    assertThat(teamAt(-1)).isNull();
    assertThat(Stream.of(0, 9, 10, 19, 20, 1000).map(this::teamAt))
        .containsExactly("core", "core", "web", "web", "data", "data");
  }

  @Test
  void theWholeResourceIsReadAsItWasExceptWhenItWasSent() {
    Stored<ResourceTags> first = store.create(pod("core", "u1").toBuilder().sentAt(START).build());
    upsertAt(10, pod("web", "u1"));

    assertThat(store.asOf(after(5)).get(first.id()))
        .isEqualTo(first.value().toBuilder().sentAt(null).build());
  }

  @Test
  void anUnchangedResourceLeavesNoHistory() {
    ResourceId id = upsertAt(0, pod("core", "u1"));
    upsertAt(10, pod("core", "u1"));
    upsertAt(20, pod("core", null).toBuilder().changedBy("somebody else").build());

    assertThat(store.history(id)).hasSize(1);
    assertThat(database.dsl().fetchCount(RESOURCE_HISTORY)).isZero();
    assertThat(store.get(id).changedBy()).isEqualTo("by core");
  }

  @Test
  void aDeletionIsATombstone() {
    ResourceId id = upsertAt(0, pod("core", "u1"));
    clock.set(after(10));

    assertThat(store.delete(pod("any", null).key(), "admin")).map(ResourceTags::id).contains(id);

    assertThat(store.count()).isZero();
    assertThat(teamAt(9)).isEqualTo("core");
    assertThat(teamAt(10)).isNull();
    assertThat(store.history(id))
        .singleElement()
        .satisfies(
            last -> {
              assertThat(last.end()).isEqualTo(RevisionEnd.DELETED);
              assertThat(last.to()).isEqualTo(after(10));
              assertThat(last.endedBy()).isEqualTo("admin");
            });
    assertThatThrownBy(() -> store.asOf(after(10)).get(id))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(after(10).toString());
  }

  @Test
  void deletingWhatIsNotThereLeavesNothing() {
    assertThat(store.delete(pod("core", null).key(), null)).isEmpty();
    assertThat(database.dsl().fetchCount(RESOURCE_HISTORY)).isZero();
  }

  @Test
  void aResourceThatIsDeletedAndComesBackIsANewLife() {
    ResourceId first = upsertAt(0, pod("core", "u1"));
    clock.set(after(10));
    store.delete(first);
    ResourceId second = upsertAt(20, pod("web", "u2"));

    assertThat(second).isNotEqualTo(first);
    assertThat(Stream.of(0, 10, 19, 20).map(this::teamAt))
        .containsExactly("core", null, null, "web");
    assertThat(store.history(first)).hasSize(1);
    assertThat(store.history(second)).hasSize(1);
    assertThat(store.history(pod("any", null).key()))
        .extracting(revision -> revision.resource().uid())
        .containsExactly("u1", "u2");
  }

  @Test
  void anotherUidIsANewLifeThoughNobodySawTheDeletion() {
    ResourceId first = upsertAt(0, pod("core", "u1"));
    clock.set(after(10));

    Stored<ResourceTags> second = store.upsert(pod("core", "u2"));

    assertThat(second.outcome()).isEqualTo(WriteOutcome.UPDATED);
    assertThat(second.id()).isNotEqualTo(first);
    assertThat(second.value().revision()).isEqualTo(1);
    assertThat(second.value().recordCreated()).isEqualTo(after(10));
    assertThat(store.get(second.id())).isEqualTo(second.value());
    assertThat(store.count()).isEqualTo(1);
    assertThat(store.history(first))
        .singleElement()
        .satisfies(life -> assertThat(life.end()).isEqualTo(RevisionEnd.REPLACED));
    assertThat(store.asOf(after(9)).find(pod("any", null).key()).orElseThrow().uid())
        .isEqualTo("u1");
  }

  @Test
  void aUidThatBecomesKnownIsNoNewLife() {
    ResourceId first = upsertAt(0, pod("core", null));

    assertThat(upsertAt(10, pod("core", "u1"))).isEqualTo(first);
    assertThat(store.get(first).revision()).isEqualTo(2);
  }

  @Test
  void aBulkLoadLeavesTheSameHistory() {
    load(0, pod("core", "u1"));
    ResourceId first =
        Objects.requireNonNull(store.find(pod("any", null).key()).orElseThrow().id());
    BulkLoadReport again = load(10, pod("core", "u1"));
    assertThat(again.unchanged()).isEqualTo(1);
    BulkLoadReport twice = load(20, pod("web", "u1"), pod("data", "u1"), pod("ops", "u2"));
    assertThat(twice.updated()).isEqualTo(3);

    assertThat(store.history(first))
        .extracting(ResourceRevision::end)
        .containsExactly(RevisionEnd.CHANGED, RevisionEnd.CHANGED, RevisionEnd.REPLACED);
    assertThat(store.history(pod("any", null).key()))
        .extracting(revision -> team(revision.resource()))
        .containsExactly("core", "web", "data", "ops");
    assertThat(Stream.of(19, 20).map(this::teamAt)).containsExactly("core", "ops");
  }

  private BulkLoadReport load(int seconds, ResourceTags... resources) {
    clock.set(after(seconds));
    return store.bulkLoad(Stream.of(resources), BulkLoadOptions.defaults());
  }

  @Test
  void aFailedTransactionLeavesNoHistory() {
    ResourceId id = upsertAt(0, pod("core", "u1"));

    assertThatThrownBy(
            () ->
                database.write(
                    tx -> {
                      store.upsert(pod("web", "u1"));
                      store.delete(id);
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");

    assertThat(store.history(id)).hasSize(1);
    assertThat(database.dsl().fetchCount(RESOURCE_HISTORY)).isZero();
  }

  @Test
  void aChangeByAnyTypedStatementIsInTheHistory() {
    ResourceId id = upsertAt(0, pod("core", "u1"));

    database.write(
        tx ->
            tx.update(RESOURCE_TAGS)
                .setNull(RESOURCE_TAGS.LABELS_ID)
                .set(RESOURCE_TAGS.RECORD_UPDATED, after(5))
                .set(RESOURCE_TAGS.REVISION, RESOURCE_TAGS.REVISION.plus(1))
                .where(RESOURCE_TAGS.ID.eq(id))
                .execute());

    assertThat(store.history(id))
        .extracting(revision -> revision.resource().labels())
        .containsExactly(pod("core", "u1").labels(), null);
  }

  @Test
  void aChangeThatKeepsItsRevisionIsRefused() {
    ResourceId id = upsertAt(0, pod("core", "u1"));

    assertThatThrownBy(
            () ->
                database.write(
                    tx ->
                        tx.update(RESOURCE_TAGS)
                            .setNull(RESOURCE_TAGS.LABELS_ID)
                            .where(RESOURCE_TAGS.ID.eq(id))
                            .execute()))
        .isInstanceOf(ConstraintViolationException.class)
        .hasMessageContaining("revision");
  }

  @Test
  void whereTheClockIsSetBackNoTwoRevisionsHoldAtOnce() {
    ResourceId first = upsertAt(100, pod("core", "u1"));
    upsertAt(50, pod("web", "u1"));
    clock.set(after(60));
    store.delete(first);
    ResourceId second = upsertAt(70, pod("data", "u2"));

    assertThat(store.history(pod("any", null).key()))
        .extracting(ResourceRevision::from)
        .containsOnly(after(100));
    assertThat(store.get(second).recordCreated()).isEqualTo(after(100));
    assertThat(Stream.of(50, 70, 99, 100).map(this::teamAt))
        .containsExactly(null, null, null, "data");
    load(80, pod("ops", "u2").toBuilder().labels(Map.of("team", "ops")).build());
    assertThat(teamAt(100)).isEqualTo("ops");
  }

  @Test
  void aBulkLoadWithTheClockSetBackBeginsAfterEarlierLivesToo() {
    ResourceId first = upsertAt(100, pod("core", "u1"));
    store.delete(first);
    load(50, pod("web", "u2"));

    assertThat(store.find(pod("any", null).key()).orElseThrow().recordUpdated())
        .isEqualTo(after(100));
  }

  @Test
  void resourcesAreFoundByTheLabelsTheyHadThen() {
    upsertAt(0, pod("core", "u1"));
    upsertAt(10, pod("web", "u1"));
    LabelSelector core = LabelSelector.parse("team=core");
    LabelSelector notCore = LabelSelector.parse("team!=core");

    assertThat(store.asOf(after(5)).findAll(core)).hasSize(1);
    assertThat(store.asOf(after(5)).findAll(notCore)).isEmpty();
    assertThat(store.asOf(after(10)).findAll(core)).isEmpty();
    assertThat(store.asOf(after(10)).findAll(notCore)).hasSize(1);
    assertThat(store.asOf(after(5)).count(ResourceQuery.where(core))).isEqualTo(1);
    assertThat(store.findAll(core)).isEmpty();
  }

  @Test
  void whatHappenedIsToldInItsOrder() {
    upsertAt(0, pod("core", "u1"));
    upsertAt(10, pod("web", "u1"));
    upsertAt(20, pod("data", "u1"));
    upsertAt(30, pod("ops", "u2"));
    clock.set(after(40));
    store.delete(pod("any", null).key(), "admin");

    assertThat(changes(0, 100))
        .extracting(change -> change.at() + " " + change.kind() + " " + change.by())
        .containsExactly(
            after(0) + " CREATED by core",
            after(10) + " CHANGED by web",
            after(20) + " CHANGED by data",
            after(30) + " DELETED by ops",
            after(30) + " CREATED by ops",
            after(40) + " DELETED admin");
    assertThat(changes(10, 20))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.kind()).isEqualTo(Kind.CHANGED);
              assertThat(change.before()).isEqualTo(stored(1, "core", 0));
              assertThat(change.after()).isEqualTo(stored(2, "web", 10));
            });
    assertThat(changes(11, 20)).isEmpty();
    assertThat(changes(20, 21)).hasSize(1);
    assertThatThrownBy(() -> changes(2, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  private ResourceTags stored(long revision, String team, int updated) {
    return pod(team, "u1").toBuilder()
        .id(store.history(pod("any", null).key()).get(0).resource().id())
        .revision(revision)
        .recordCreated(START)
        .recordUpdated(after(updated))
        .build();
  }

  private List<ResourceChange> changes(int from, int to) {
    try (Stream<ResourceChange> changes = store.changesBetween(after(from), after(to))) {
      return changes.toList();
    }
  }

  @Test
  void forgettingEverythingForgetsTheHistoryToo() {
    ResourceId id = upsertAt(0, pod("core", "u1"));
    upsertAt(10, pod("web", "u1"));
    assertThat(store.asOf(after(0)).count(DSL.noCondition())).isEqualTo(1);

    store.deleteAll();

    assertThat(store.history(id)).isEmpty();
    assertThat(store.asOf(after(0)).count()).isZero();
    clock.set(after(20).plus(Duration.ofSeconds(1)));
    assertThat(store.upsert(pod("core", "u1")).outcome()).isEqualTo(WriteOutcome.INSERTED);
  }
}
