// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.BusyException;
import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.error.StorageFullException;
import io.agentstorage.core.error.UnavailableException;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.model.Stored;
import io.agentstorage.core.model.WriteOutcome;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Upserts and deletes of several threads that wait together are stored with one commit, and fail each for itself. */
@Timeout(60)
class SharedCommitTest {
  /** See {@link RefuseOneName}. */
  private static final String REFUSED = "web-13";

  @TempDir Path folder;
  private SqliteDatabase database;
  private ResourceStore store;
  private final List<Thread> threads = new ArrayList<>();

  @BeforeEach
  void open() {
    database = SqliteDatabase.open(folder.resolve("agent.db"));
    store = new ResourceRepository(database, Clock.systemUTC());
    store.upsert(node("first", "0"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static ResourceTags node(String name, String label) {
    return ResourceTags.builder(ResourceType.NODE, name).labels(Map.of("label", label)).build();
  }

  private FutureTask<Stored<ResourceTags>> begin(ResourceTags resource) {
    return begin(() -> store.upsert(resource));
  }

  /** Begins a write on a thread of its own, which waits for this one's transaction to end. */
  private <T> FutureTask<T> begin(Callable<T> write) {
    FutureTask<T> begun = new FutureTask<>(write);
    Thread thread = Thread.ofPlatform().start(begun);
    threads.add(thread);
    while (!Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING).contains(thread.getState())) {
      assertThat(thread.isAlive()).as("the thread waits").isTrue();
      Thread.onSpinWait();
    }
    return begun;
  }

  /** Commits as another connection counts them. */
  private long commits() {
    return database.read(tx -> tx.fetchSingle("PRAGMA data_version").get(0, Long.class));
  }

  @Test
  void thoseThatWaitTogetherAreStoredWithOneCommit() throws Exception {
    long before = commits();
    List<FutureTask<Stored<ResourceTags>>> upserts = new ArrayList<>();
    database.write(
        tx -> {
          for (int i = 0; i < 8; i++) {
            upserts.add(begin(node("web-" + i, "x")));
          }
          return null;
        });

    for (FutureTask<Stored<ResourceTags>> upsert : upserts) {
      assertThat(upsert.get().outcome()).isEqualTo(WriteOutcome.INSERTED);
    }
    assertThat(store.count()).isEqualTo(9);
    assertThat(commits()).isEqualTo(before + 1);
  }

  @Test
  void deletesShareTheCommitOfUpserts() throws Exception {
    ResourceTags other = store.upsert(node("other", "0")).value();
    ResourceKey first = node("first", "0").key();
    long before = commits();
    List<FutureTask<?>> writes = new ArrayList<>();
    database.write(
        tx -> {
          writes.add(begin(() -> store.delete(first, "test")));
          writes.add(begin(node("web", "x")));
          writes.add(begin(() -> store.delete(first, "test")));
          writes.add(begin(() -> store.delete(requireNonNull(other.id()))));
          return null;
        });

    assertThat((Optional<?>) writes.get(0).get()).isPresent();
    assertThat((Optional<?>) writes.get(2).get()).as("the same once more").isEmpty();
    assertThat(writes.get(3).get()).isEqualTo(true);
    assertThat(store.findAll(DSL.noCondition()))
        .extracting(ResourceTags::name)
        .containsExactly("web");
    assertThat(commits()).isEqualTo(before + 1);
  }

  @Test
  void ofOneResourceEachIsDoneOnTopOfTheOneBefore() throws Exception {
    List<FutureTask<Stored<ResourceTags>>> upserts = new ArrayList<>();
    database.write(
        tx -> {
          for (int i = 1; i <= 4; i++) {
            upserts.add(begin(node("first", Integer.toString(i))));
          }
          return null;
        });

    long revision = 1;
    for (FutureTask<Stored<ResourceTags>> upsert : upserts) {
      assertThat(upsert.get().value().revision()).isEqualTo(++revision);
    }
    assertThat(store.history(node("first", "0").key())).hasSize(5);
  }

  @Test
  void oneThatFailsFailsAloneWhereverItStands() throws Exception {
    RefuseOneName.in(database);
    List<FutureTask<Stored<ResourceTags>>> upserts = new ArrayList<>();
    database.write(
        tx -> {
          for (String name : List.of("web-1", REFUSED, "web-2", REFUSED, "web-3")) {
            upserts.add(begin(node(name, "x")));
          }
          return null;
        });

    for (int place : new int[] {1, 3}) {
      assertThatThrownBy(() -> upserts.get(place).get())
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("no");
    }
    for (int place : new int[] {0, 2, 4}) {
      assertThat(upserts.get(place).get().outcome()).isEqualTo(WriteOutcome.INSERTED);
    }
    assertThat(store.findAll(DSL.noCondition()))
        .extracting(ResourceTags::name)
        .containsExactly("first", "web-1", "web-2", "web-3");
  }

  /** Three upserts that wait together for the writer. */
  private List<FutureTask<Stored<ResourceTags>>> three(Database writer) {
    ResourceStore shared = new ResourceRepository(writer, Clock.systemUTC());
    List<FutureTask<Stored<ResourceTags>>> upserts = new ArrayList<>();
    database.write(
        tx -> {
          for (String name : List.of("web-1", "web-2", "web-3")) {
            upserts.add(begin(() -> shared.upsert(node(name, "x"))));
          }
          return null;
        });
    return upserts;
  }

  @Test
  void whereNobodyKnowsWhetherTheyAreStoredAllAreToldSoAndNoneIsRunAgain() {
    FailingWrites losing =
        new FailingWrites(
            database,
            1,
            FailingWrites.Where.AFTER,
            () -> new UnavailableException("lost", FailedStatement.NONE, null, false));

    for (FutureTask<Stored<ResourceTags>> upsert : three(losing)) {
      assertThatThrownBy(upsert::get).cause().isInstanceOf(UnavailableException.class);
    }
    assertThat(losing.writes()).isEqualTo(1);
    assertThat(store.count()).isEqualTo(4);
  }

  @Test
  void ofACommitThatFailsEachIsTriedAlone() throws Exception {
    FailingWrites full =
        new FailingWrites(
            database,
            1,
            FailingWrites.Where.COMMIT,
            () -> new StorageFullException("no room for all of them"));

    for (FutureTask<Stored<ResourceTags>> upsert : three(full)) {
      assertThat(upsert.get().outcome()).isEqualTo(WriteOutcome.INSERTED);
    }
    assertThat(full.writes()).isEqualTo(4);
    assertThat(store.count()).isEqualTo(4);
  }

  @Test
  void whoWaitedFailsWithTheOneThatCouldNotBegin() throws Exception {
    CountDownLatch allWait = new CountDownLatch(1);
    FailingWrites busy =
        new FailingWrites(
            database,
            2,
            FailingWrites.Where.BEGIN,
            () -> {
              await(allWait);
              return new BusyException("somebody else writes");
            });
    ResourceStore shared = new ResourceRepository(busy, Clock.systemUTC());
    List<FutureTask<Stored<ResourceTags>>> upserts = new ArrayList<>();
    for (String name : List.of("tries", "tries too", "waited", "waited too")) {
      upserts.add(begin(() -> shared.upsert(node(name, "x"))));
    }
    allWait.countDown();

    for (FutureTask<Stored<ResourceTags>> upsert : upserts) {
      assertThatThrownBy(upsert::get).cause().isInstanceOf(BusyException.class);
    }
    assertThat(busy.writes()).as("not one try after the other").isEqualTo(2);
    assertThat(shared.upsert(node("later", "x")).outcome()).isEqualTo(WriteOutcome.INSERTED);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Who waited for the turn would wait for this thread, and this thread for the turn. */
  @Test
  void inMemoryAThreadThatHasTheConnectionIsStillToldThatItWouldWaitForItself() throws Exception {
    try (SqliteDatabase memory = SqliteDatabase.inMemory()) {
      ResourceStore inMemory = new ResourceRepository(memory, Clock.systemUTC());
      inMemory.upsert(node("first", "0"));
      FutureTask<Stored<ResourceTags>> other;
      try (Stream<ResourceTags> open = inMemory.stream(ResourceQuery.all())) {
        assertThat(open.iterator().hasNext()).isTrue();
        other = begin(() -> inMemory.upsert(node("other", "x")));
        assertThatThrownBy(() -> inMemory.upsert(node("mine", "x")))
            .isInstanceOf(StorageException.class)
            .hasMessageContaining("wait for itself");
      }
      assertThat(other.get().outcome()).isEqualTo(WriteOutcome.INSERTED);
    }
  }

  @Test
  void whoeverIsInterruptedStoresNothingAndTheOthersAreStored() throws Exception {
    List<FutureTask<Stored<ResourceTags>>> upserts = new ArrayList<>();
    database.write(
        tx -> {
          for (int i = 0; i < 5; i++) {
            upserts.add(begin(node("web-" + i, "x")));
          }
          threads.get(0).interrupt(); // which waits for the writer, for all of them
          threads.get(2).interrupt();
          threads.get(0).join();
          threads.get(2).join();
          return null;
        });

    for (int place : new int[] {0, 2}) {
      assertThatThrownBy(() -> upserts.get(place).get())
          .cause()
          .isInstanceOf(CancelledException.class)
          .hasMessageContaining("interrupted");
    }
    for (int place : new int[] {1, 3, 4}) {
      assertThat(upserts.get(place).get().outcome()).isEqualTo(WriteOutcome.INSERTED);
    }
    assertThat(store.findAll(DSL.noCondition()))
        .extracting(ResourceTags::name)
        .containsExactly("first", "web-1", "web-3", "web-4");
  }
}
