// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static io.agentstorage.codegen.Tables.CLUSTER;
import static io.agentstorage.codegen.Tables.OPERATIONAL_STATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.agentstorage.codegen.tables.records.OperationalStateRecord;
import io.agentstorage.core.Database;
import io.agentstorage.core.error.VersionConflictException;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.StateEntry;
import io.agentstorage.core.model.StateValue;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.ConflictPolicy;
import io.agentstorage.core.store.StateStore;
import io.agentstorage.repo.StateRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What components remember, and how races for it end, on every database. {@link StateValueSuite} is about values. */
public abstract class StateStoreSuite {
  private static final Instant START = Instant.parse("2026-02-03T04:05:06.789Z");
  private static final int THREADS = 8;

  private final TestClock clock = new TestClock(START);
  private Database database;
  private StateStore store;

  /** For subclasses. */
  protected StateStoreSuite() {}

  /**
   * Opens a fresh, empty database.
   *
   * @return the database; the suite closes it
   */
  protected abstract Database openDatabase();

  @BeforeEach
  void open() {
    database = openDatabase();
    store = new StateRepository(database, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static Instant after(int seconds) {
    return START.plusSeconds(seconds);
  }

  private StateEntry<Integer> putAt(int seconds, String component, String key, int value) {
    clock.set(after(seconds));
    return store.put(component, key, value);
  }

  private static String text(StateEntry<?> entry) {
    return entry.component() + "/" + entry.key() + "=" + entry.value() + " v" + entry.version();
  }

  private static List<String> texts(Stream<? extends StateEntry<?>> entries) {
    try (entries) {
      return entries.map(StateStoreSuite::text).toList();
    }
  }

  private List<String> all() {
    return texts(store.listAll(JsonNode.class));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    putAt(0, "a", "k", 1);

    assertThat(store.get("a", "other", Integer.class)).isEmpty();
    assertThat(store.get("other", "k", Integer.class)).isEmpty();
  }

  @Test
  void eachChangeHasTheNextVersionAndItsTime() {
    StateEntry<Integer> first = putAt(0, "a", "k", 1);
    assertThat(first).isEqualTo(new StateEntry<>("a", "k", 1, 1, START));
    assertThat(store.get("a", "k", Integer.class)).contains(first);

    StateEntry<Integer> second = putAt(10, "a", "k", 2);
    assertThat(second).isEqualTo(new StateEntry<>("a", "k", 2, 2, after(10)));
    assertThat(store.get("a", "k", Integer.class)).contains(second);
  }

  @Test
  void manyAreSetAsEachWouldBe() {
    putAt(0, "a", "same", 1);
    putAt(0, "a", "other", 1);
    clock.set(after(10));
    List<StateValue> values = new ArrayList<>();
    values.add(new StateValue("a", "same", 1));
    values.add(new StateValue("a", "other", 2));
    values.add(new StateValue("b", "twice", 1));
    values.add(new StateValue("b", "twice", 2));
    values.add(new StateValue("b", "null", null));
    values.add(new StateValue("", "nameless", 1));
    values.add(new StateValue("b", "large", "x".repeat(StateStore.MAX_VALUE_BYTES)));
    values.add(new StateValue("b", "unwritable", new Object()));
    IntStream.range(0, 500).forEach(i -> values.add(new StateValue("c", "key " + (1000 + i), i)));
    List<Long> rejected = new ArrayList<>();

    BulkLoadReport report =
        store
            .bulk()
            .load(
                values,
                BulkLoadOptions.<StateValue>defaults()
                    .onReject(row -> rejected.add(row.position())));

    assertThat(rejected).containsExactly(5L, 6L, 7L);
    assertThat(report.inserted()).isEqualTo(502);
    assertThat(report.updated()).isEqualTo(2);
    assertThat(report.unchanged()).isEqualTo(1);
    assertThat(all())
        .startsWith(
            "a/other=2 v2", "a/same=1 v1", "b/null=null v1", "b/twice=2 v2", "c/key 1000=0 v1")
        .hasSize(504);
    assertThat(store.get("a", "same", Integer.class).orElseThrow().updatedAt()).isEqualTo(START);
    assertThat(store.get("a", "other", Integer.class).orElseThrow().updatedAt())
        .isEqualTo(after(10));
  }

  @Test
  void manyAreLeftOrRefusedWhereTheyAreThere() {
    putAt(0, "a", "k", 1);
    List<StateValue> values = List.of(new StateValue("a", "k", 2), new StateValue("a", "l", 2));

    BulkLoadReport skipped =
        store
            .bulk()
            .load(values, BulkLoadOptions.<StateValue>defaults().onConflict(ConflictPolicy.SKIP));
    BulkLoadReport failed =
        store
            .bulk()
            .load(values, BulkLoadOptions.<StateValue>defaults().onConflict(ConflictPolicy.FAIL));

    assertThat(skipped.unchanged()).isEqualTo(1);
    assertThat(skipped.inserted()).isEqualTo(1);
    assertThat(failed.rejected()).isEqualTo(2);
    assertThat(all()).containsExactly("a/k=1 v1", "a/l=2 v1");
  }

  @Test
  void anEqualValueChangesNothing() {
    Map<String, Integer> value = new LinkedHashMap<>();
    value.put("a", 1);
    value.put("b", 2);
    store.put("a", "k", value);
    clock.set(after(10));

    Map<String, Integer> otherOrder = new LinkedHashMap<>();
    otherOrder.put("b", 2);
    otherOrder.put("a", 1);
    StateEntry<?> again = store.put("a", "k", otherOrder);

    assertThat(again.version()).isEqualTo(1);
    assertThat(again.updatedAt()).isEqualTo(START);
    assertThat(store.get("a", "k", new TypeReference<Map<String, Integer>>() {}))
        .contains(new StateEntry<>("a", "k", value, 1, START));
  }

  @Test
  void aClockThatIsSetBackDoesNotSetATimeBack() {
    putAt(10, "a", "put", 1);
    putAt(10, "a", "cas", 1);

    assertThat(putAt(5, "a", "put", 2).updatedAt()).isEqualTo(after(10));
    assertThat(store.compareAndSet("a", "cas", 1, 2).updatedAt()).isEqualTo(after(10));
    assertThat(putAt(11, "a", "put", 3).updatedAt()).isEqualTo(after(11));
  }

  @Test
  void timesAreWholeMilliseconds() {
    clock.set(START.plusNanos(1_999_999));

    Instant written = store.put("a", "k", 1).updatedAt();

    assertThat(written).isEqualTo(START.plusMillis(1));
    assertThat(store.get("a", "k", Integer.class).orElseThrow().updatedAt()).isEqualTo(written);
  }

  @Test
  void compareAndSetChangesWhatHasTheExpectedVersion() {
    assertThat(store.compareAndSet("a", "k", 0, 1).version()).isEqualTo(1);
    clock.set(after(10));
    assertThat(store.compareAndSet("a", "k", 1, 2))
        .isEqualTo(new StateEntry<>("a", "k", 2, 2, after(10)));
    assertThat(store.compareAndSet("a", "k", 2, 2).version())
        .as("the same value again, so that of two who expect one version only one succeeds")
        .isEqualTo(3);
    assertThat(all()).containsExactly("a/k=2 v3");
  }

  @Test
  void whatHasAnotherVersionIsAConflictAndStays() {
    putAt(0, "a", "k", 1);
    putAt(1, "a", "k", 2);

    assertConflict(() -> store.compareAndSet("a", "k", 1, 9), 1, 2, "it has version 2");
    assertConflict(() -> store.compareAndSet("a", "k", 3, 9), 3, 2, "it has version 2");
    assertConflict(() -> store.compareAndSet("a", "k", 0, 9), 0, 2, "expected not to be there");
    assertConflict(() -> store.delete("a", "k", 1), 1, 2, "it has version 2");
    assertThat(all()).containsExactly("a/k=2 v2");
  }

  @Test
  void whatIsNotThereIsAConflictWhereAVersionIsExpected() {
    putAt(0, "a", "other", 1);

    assertConflict(() -> store.compareAndSet("a", "k", 1, 9), 1, 0, "it is not there");
    assertConflict(() -> store.delete("a", "k", 1), 1, 0, "it is not there");
    assertThat(all()).containsExactly("a/other=1 v1");
  }

  private static void assertConflict(Runnable write, long expected, long actual, String reason) {
    VersionConflictException conflict =
        catchThrowableOfType(VersionConflictException.class, write::run);
    assertThat(conflict).hasMessageContaining("a/k").hasMessageContaining(reason);
    assertThat(conflict.component()).isEqualTo("a");
    assertThat(conflict.key()).isEqualTo("k");
    assertThat(conflict.expected()).isEqualTo(expected);
    assertThat(conflict.actual()).isEqualTo(actual);
    assertThat(conflict.retryable()).isFalse();
  }

  @Test
  void versionsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> store.compareAndSet("a", "k", -1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.delete("a", "k", 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsDeletedIsGoneAndBeginsAnew() {
    putAt(0, "a", "k", 1);
    putAt(1, "a", "k", 2);
    putAt(2, "a", "other", 3);

    assertThat(store.delete("a", "k")).isTrue();
    assertThat(store.delete("a", "k")).isFalse();
    assertThat(all()).containsExactly("a/other=3 v1");
    assertThat(putAt(3, "a", "k", 4).version()).isEqualTo(1);
    store.delete("a", "k", 1);
    assertThat(all()).containsExactly("a/other=3 v1");
  }

  @Test
  void entriesAreListedByComponentInTheOrderOfTheirBytes() {
    List<String> keys =
        List.of("A", "B", "a", "a-b", "a/b", "b", "\u00e9", "\uffee", "\ud83d\ude00");
    for (String key : keys.reversed()) {
      putAt(0, "one", key, 1);
    }
    putAt(0, "on", "k", 2);
    putAt(0, "one%", "k", 3);

    assertThat(texts(store.list("one", Integer.class)))
        .isEqualTo(keys.stream().map(key -> "one/" + key + "=1 v1").toList());
    assertThat(texts(store.list("one%", new TypeReference<Integer>() {})))
        .containsExactly("one%/k=3 v1");
    assertThat(texts(store.list("none", Integer.class))).isEmpty();
    assertThat(all()).hasSize(keys.size() + 2).startsWith("on/k=2 v1").endsWith("one%/k=3 v1");
  }

  @Test
  void manyEntriesAreStreamed() {
    int entries = 500;
    database.write(
        tx ->
            IntStream.range(0, entries)
                .mapToObj(i -> store.put("many", "key-%03d".formatted(i), i))
                .toList());

    try (Stream<StateEntry<Integer>> stream = store.list("many", Integer.class)) {
      assertThat(stream.map(StateEntry::value))
          .containsExactlyElementsOf(IntStream.range(0, entries).boxed().toList());
    }
    try (Stream<StateEntry<Integer>> stream = store.list("many", Integer.class)) {
      assertThat(stream.limit(3)).hasSize(3);
    }
  }

  @Test
  void whatHasChangedSinceSomeTimeComesInThatOrder() {
    putAt(30, "a", "late", 1);
    putAt(10, "b", "early", 2);
    putAt(20, "c", "z", 3);
    putAt(20, "c", "y", 4);
    putAt(20, "c", "gone", 5);
    putAt(40, "b", "early", 6);
    store.delete("c", "gone");

    assertThat(texts(store.updatedSince(after(20), Integer.class)))
        .containsExactly("c/y=4 v1", "c/z=3 v1", "a/late=1 v1", "b/early=6 v2");
    assertThat(texts(store.updatedSince(after(20).plusNanos(1), Integer.class)))
        .containsExactly("a/late=1 v1", "b/early=6 v2");
    assertThat(texts(store.updatedSince(Instant.MIN, Integer.class))).hasSize(4);
    assertThat(texts(store.updatedSince(Instant.MAX, Integer.class))).isEmpty();
  }

  @Test
  void aStoreJoinsTheTransactionOfItsCaller() {
    putAt(0, "a", "k", 1);

    assertThatThrownBy(
            () ->
                database.write(
                    tx -> {
                      store.put("a", "k", 2);
                      store.put("a", "new", 3);
                      store.delete("a", "k");
                      assertThat(all()).containsExactly("a/new=3 v1");
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");

    assertThat(all()).containsExactly("a/k=1 v1");
  }

  @Test
  void aLostRaceInsideABlockUndoesNothingElse() {
    putAt(0, "a", "k", 1);
    database.write(
        tx -> {
          store.put("a", "before", 2);
          assertThatThrownBy(() -> store.compareAndSet("a", "k", 7, 3))
              .isInstanceOf(VersionConflictException.class);
          return store.put("a", "after", 4);
        });

    assertThat(all()).containsExactly("a/after=4 v1", "a/before=2 v1", "a/k=1 v1");
  }

  @Test
  void noIncrementIsLostWhereManyCompareAndSet() throws Exception {
    int each = 25;
    store.put("counter", "k", 0);

    List<Integer> conflicts =
        inThreads(
            () -> {
              int lost = 0;
              for (int done = 0; done < each; ) {
                StateEntry<Integer> seen = store.get("counter", "k", Integer.class).orElseThrow();
                try {
                  store.compareAndSet("counter", "k", seen.version(), seen.required() + 1);
                  done++;
                } catch (VersionConflictException e) {
                  assertThat(e.actual()).isGreaterThan(seen.version());
                  lost++;
                }
              }
              return lost;
            });

    assertThat(store.get("counter", "k", Integer.class))
        .hasValueSatisfying(
            entry -> {
              assertThat(entry.value()).isEqualTo(THREADS * each);
              assertThat(entry.version()).isEqualTo(THREADS * each + 1);
            });
    assertThat(conflicts).hasSize(THREADS);
  }

  @Test
  void noIncrementIsLostWhereManyReadAndWriteInOneBlock() throws Exception {
    int each = 25;
    store.put("counter", "k", 0);

    inThreads(
        () -> {
          for (int i = 0; i < each; i++) {
            database.write(
                tx -> {
                  StateEntry<Integer> seen = store.get("counter", "k", Integer.class).orElseThrow();
                  return store.compareAndSet("counter", "k", seen.version(), seen.required() + 1);
                });
          }
          return each;
        });

    assertThat(texts(store.list("counter", Integer.class)))
        .containsExactly("counter/k=" + THREADS * each + " v" + (THREADS * each + 1));
  }

  @Test
  void ofManyWhoExpectTheSameVersionOneSucceeds() throws Exception {
    for (long version = 0; version < 5; version++) {
      long expected = version;

      List<Boolean> won =
          inThreads(
              () -> {
                try {
                  store.compareAndSet("lease", "k", expected, "taken");
                  return true;
                } catch (VersionConflictException e) {
                  assertThat(e.actual()).isEqualTo(expected + 1);
                  return false;
                }
              });

      assertThat(won).containsOnlyOnce(true);
    }
  }

  @Test
  void manyWhoPutAtOnceAllSucceed() throws Exception {
    List<Long> versions =
        inThreads(() -> store.put("a", "k", Thread.currentThread().threadId()).version());

    assertThat(versions)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, THREADS).mapToObj(i -> (long) i).toList());
  }

  private static <T> List<T> inThreads(Callable<T> work) throws Exception {
    CountDownLatch start = new CountDownLatch(THREADS);
    try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        running.add(
            executor.submit(
                () -> {
                  start.countDown();
                  start.await();
                  return work.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> each : running) {
        results.add(each.get());
      }
      return results;
    }
  }

  @Test
  void namesThatCannotBeKeptAreRefused() {
    String longest = "x".repeat(StateStore.MAX_NAME_LENGTH);
    store.put(longest, longest, 1);
    assertThat(all()).containsExactly(longest + "/" + longest + "=1 v1");
    for (String name : List.of("", longest + "x", "a\nb", "a\0b", "\ud83d", "\ude00\ud83d")) {
      for (Runnable use : uses(name)) {
        assertThatThrownBy(use::run)
            .as(name)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("state: the ");
      }
    }
    assertThat(all()).hasSize(1);
  }

  private List<Runnable> uses(String name) {
    return List.of(
        () -> store.get(name, "k", JsonNode.class),
        () -> store.get("a", name, new TypeReference<JsonNode>() {}),
        () -> store.put(name, "k", 1),
        () -> store.put("a", name, 1),
        () -> store.compareAndSet(name, "k", 0, 1),
        () -> store.delete("a", name),
        () -> store.delete(name, "k", 1),
        () -> store.list(name, JsonNode.class));
  }

  @Test
  void anotherClusterIsNotSeenNorChanged() {
    ClusterId other = new ClusterId(2);
    putAt(0, "a", "k", 1);
    database.write(
        tx -> {
          tx.insertInto(CLUSTER, CLUSTER.ID, CLUSTER.NAME).values(other, "other").execute();
          for (String key : List.of("k", "theirs")) {
            OperationalStateRecord row =
                tx.fetchSingle(OPERATIONAL_STATE, OPERATIONAL_STATE.COMPONENT.eq("a"));
            row.setClusterId(other);
            row.setStateKey(key);
            row.setComponent("theirs");
            tx.insertInto(OPERATIONAL_STATE).set(row).execute();
          }
          return null;
        });

    assertThat(store.get("theirs", "k", JsonNode.class)).isEmpty();
    assertThat(all()).containsExactly("a/k=1 v1");
    assertThat(texts(store.updatedSince(START, JsonNode.class))).containsExactly("a/k=1 v1");
    assertThat(store.delete("theirs", "k")).isFalse();
    assertConflict(() -> store.compareAndSet("a", "k", 2, 9), 2, 1, "it has version 1");
    assertThat(store.put("theirs", "k", 5).version()).isEqualTo(1);
    assertThat(
            database
                .dsl()
                .selectFrom(OPERATIONAL_STATE)
                .where(OPERATIONAL_STATE.CLUSTER_ID.eq(other))
                .fetch(OPERATIONAL_STATE.VALUE))
        .containsExactly("1", "1");
  }

  @Test
  void nullIsAValue() {
    StateEntry<String> put = store.put("a", "k", null);

    assertThat(put.value()).isNull();
    assertThat(store.get("a", "k", String.class)).contains(put);
    assertThat(store.get("a", "k", JsonNode.class).orElseThrow().value())
        .isEqualTo(NullNode.getInstance());
    assertThatThrownBy(put::required).hasMessageContaining("a/k");
    assertThat(store.put("a", "k", "x").version()).isEqualTo(2);
    assertThat(store.list("a", String.class).map(StateEntry::required)).containsExactly("x");
  }

  @Test
  void aGivenMapperWritesAndReads() {
    StateStore plain =
        new StateRepository(
            database,
            clock,
            StateRepository.defaultMapper()
                .rebuild()
                .disable(
                    com.fasterxml.jackson.databind.DeserializationFeature
                        .FAIL_ON_UNKNOWN_PROPERTIES)
                .build());
    store.put("a", "k", Map.of("known", 1, "new", 2));

    assertThat(plain.get("a", "k", Known.class).orElseThrow().value()).isEqualTo(new Known(1));
  }

  private record Known(int known) {}

  @Test
  void storesOfOneDatabaseSeeEachOther() {
    StateStore other = new StateRepository(database, clock);
    store.put("a", "k", 1);

    assertThat(other.compareAndSet("a", "k", 1, 2).version()).isEqualTo(2);
    assertThat(
            Stream.of(store, other)
                .map(each -> each.get("a", "k", Integer.class).orElseThrow().value())
                .collect(Collectors.toSet()))
        .containsExactly(2);
  }
}
