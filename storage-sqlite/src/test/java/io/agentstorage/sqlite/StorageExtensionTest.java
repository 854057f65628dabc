// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.agentstorage.core.Database;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.testkit.StorageExtension;
import io.agentstorage.testkit.TestClock;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs the classes below, of which some leak, and looks at how they end. */
@Timeout(60)
class StorageExtensionTest {
  private static final StorageExtension STORAGE =
      StorageExtension.opening(folder -> SqliteDatabase.open(folder.resolve("agent.db")));

  private static final List<Path> FOLDERS = new ArrayList<>();
  private static final CompletableFuture<Boolean> TEST_IS_OVER = new CompletableFuture<>();

  /** Discovered by no build: its name does not end in Test. */
  static class Clean {
    @RegisterExtension
    static final StorageExtension EXTENSION =
        STORAGE.withClock(new TestClock(Instant.EPOCH)).tracingLeaks();

    @BeforeEach
    void createBefore(ResourceStore store, Path folder) {
      store.create(node("before"));
      FOLDERS.add(folder);
    }

    @Test
    void one(ResourceStore store, SqliteDatabase database, Path folder) {
      use(store, database, folder);
    }

    @Test
    void another(ResourceStore store, Database database, Path folder) {
      use(store, database, folder);
    }

    private static void use(ResourceStore store, Database database, Path folder) {
      assertThat(store.create(node("a")).value().recordCreated()).isEqualTo(Instant.EPOCH);
      try (Stream<ResourceTags> nodes = store.stream(DSL.noCondition())) {
        assertThat(nodes).hasSize(2);
      }
      assertThat(database.dsl().fetchCount(RESOURCE_TAGS)).isEqualTo(2);
      assertThat(folder.resolve("agent.db")).isNotEmptyFile();
    }

    @Test
    void closing(Database database) {
      database.close();
    }

    @Test
    void nothing() {}
  }

  static class LeavesStreamOpen {
    @RegisterExtension final StorageExtension extension = STORAGE;

    @Test
    void leaves(ResourceStore store, Path folder) {
      FOLDERS.add(folder);
      store.create(node("a"));
      assertThat(store.stream(DSL.noCondition()).iterator()).hasNext();
    }
  }

  static class LeavesStreamOpenAndTraces {
    @RegisterExtension final StorageExtension extension = STORAGE.tracingLeaks();

    @Test
    void leaves(ResourceStore store) {
      store.create(node("a"));
      store.create(node("b"));
      assertThat(store.stream(DSL.noCondition()).iterator()).hasNext();
    }
  }

  static class LeavesStatementOpen {
    @RegisterExtension final StorageExtension extension = STORAGE;

    @Test
    void leaves(Database database) {
      database.write(
          tx -> {
            tx.connection(
                connection -> {
                  Statement forgotten = connection.createStatement();
                  forgotten.execute("SELECT 1");
                });
            return null;
          });
    }
  }

  static class LeavesTransactionOpen {
    private static final List<CompletableFuture<Boolean>> WRITING = new ArrayList<>();

    @RegisterExtension final StorageExtension extension = STORAGE;

    @Test
    void leaves(Database database) throws Exception {
      CountDownLatch inside = new CountDownLatch(1);
      WRITING.add(
          CompletableFuture.supplyAsync(
              () ->
                  database.write(
                      tx -> {
                        inside.countDown();
                        return TEST_IS_OVER.join();
                      })));
      inside.await();
    }
  }

  static class LeaksOnPurpose {
    @RegisterExtension final StorageExtension extension = STORAGE.withoutLeakCheck();

    @Test
    void leaves(Database database) {
      database.write(
          tx -> {
            tx.connection(connection -> connection.createStatement().execute("SELECT 1"));
            return null;
          });
    }
  }

  static class AsksForAnotherDatabase {
    @RegisterExtension
    final StorageExtension extension =
        StorageExtension.opening(folder -> otherDatabase()).withoutLeakCheck();

    @Test
    void asks(SqliteDatabase database) {}
  }

  static class AsksForOneThatCannotTellWhatIsOpen {
    @RegisterExtension
    final StorageExtension extension = StorageExtension.opening(folder -> otherDatabase());

    @Test
    void asks(Database database) {}
  }

  @Test
  void aCleanTestHasAFreshDatabaseAndLeavesNothingBehind() {
    FOLDERS.clear();
    EngineExecutionResults results = run(Clean.class);

    assertThat(failures(results)).isEmpty();
    assertThat(results.testEvents().succeeded().count()).isEqualTo(4);
    assertThat(FOLDERS).hasSize(4).doesNotHaveDuplicates();
    assertThat(FOLDERS).noneMatch(Files::exists);
  }

  @Test
  void anOpenStreamFailsTheTest() {
    FOLDERS.clear();

    assertThat(failures(run(LeavesStreamOpen.class)))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("1 connection, 1 statement, 0 transactions")
                    .hasMessageContaining("tracingLeaks()")
                    .hasNoSuppressedExceptions());
    assertThat(FOLDERS).hasSize(1).noneMatch(Files::exists);
  }

  @Test
  void whereItWasOpenedIsShownIfTraced() {
    assertThat(failures(run(LeavesStreamOpenAndTraces.class)))
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.getSuppressed())
                  .extracting(Throwable::getMessage)
                  .containsExactlyInAnyOrder(
                      "a connection was taken here", "a statement was taken here");
              assertThat(failure.getSuppressed())
                  .allSatisfy(
                      place ->
                          assertThat(place.getStackTrace())
                              .anyMatch(
                                  frame ->
                                      frame
                                          .getClassName()
                                          .equals(LeavesStreamOpenAndTraces.class.getName())));
            });
  }

  @Test
  void anOpenStatementFailsTheTest() {
    assertThat(failures(run(LeavesStatementOpen.class)))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessageContaining("0 connections, 1 statement, 0 transactions"));
  }

  @Test
  void aTransactionOnAnotherThreadFailsTheTest() {
    assertThat(failures(run(LeavesTransactionOpen.class)))
        .singleElement()
        .satisfies(failure -> assertThat(failure).hasMessageContaining("1 transaction;"));
    TEST_IS_OVER.complete(true);
    assertThat(LeavesTransactionOpen.WRITING.get(0).join()).isTrue();
  }

  @Test
  void theCheckCanBeLeftOut() {
    assertThat(failures(run(LeaksOnPurpose.class))).isEmpty();
  }

  @Test
  void whatCannotBeGivenIsSaid() {
    assertThat(failures(run(AsksForAnotherDatabase.class)))
        .singleElement()
        .satisfies(failure -> assertThat(failure).hasMessageContaining("the extension opens a"));
    assertThat(failures(run(AsksForOneThatCannotTellWhatIsOpen.class)))
        .singleElement()
        .satisfies(failure -> assertThat(failure).hasMessageContaining("withoutLeakCheck()"));
  }

  private static EngineExecutionResults run(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests)).execute();
  }

  private static List<Throwable> failures(EngineExecutionResults results) {
    assertThat(results.testEvents().started().count()).isPositive();
    return results.testEvents().failed().stream()
        .map(
            event ->
                event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow())
        .toList();
  }

  /** Of another class, and without {@code HandleTracking}. */
  private static Database otherDatabase() {
    return (Database)
        Proxy.newProxyInstance(
            Database.class.getClassLoader(),
            new Class<?>[] {Database.class},
            (database, method, arguments) -> null);
  }

  private static ResourceTags node(String name) {
    return ResourceTags.builder(ResourceType.NODE, name).build();
  }
}
