// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.error.ReadOnlyException;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.testkit.StorageExtension;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReaderTest {
  @RegisterExtension
  static final StorageExtension STORAGE =
      StorageExtension.opening(folder -> SqliteDatabase.open(folder.resolve("agent.db")));

  private Path file;
  private SqliteDatabase database;
  private ResourceStore store;

  @BeforeEach
  void open(Path folder, SqliteDatabase opened, ResourceStore storing) {
    file = folder.resolve("agent.db");
    database = opened;
    store = storing;
    create("before");
  }

  @Test
  void anOpenWriteTransactionIsNeitherWaitedForNorSeen() {
    database.write(
        tx -> {
          create("during");
          assertThat(countElsewhere()).isEqualTo(1);
          assertThat(elsewhere(() -> store.find(node("during").key()))).isEmpty();
          return null;
        });
    assertThat(store.count()).isEqualTo(2);
  }

  @Test
  void aReadBlockSeesOneStateWhateverIsCommittedMeanwhile() {
    database.read(
        tx -> {
          assertThat(store.count()).isEqualTo(1);
          elsewhere(() -> create("meanwhile"));
          assertThat(countElsewhere()).isEqualTo(2);
          assertThat(store.count()).isEqualTo(1);
          assertThat(tx.fetchCount(RESOURCE_TAGS)).isEqualTo(1);
          assertThat(database.dsl().fetchCount(RESOURCE_TAGS)).isEqualTo(1);
          return null;
        });
    assertThat(store.count()).isEqualTo(2);
  }

  @Test
  void readRefusesToWrite() {
    assertThatThrownBy(() -> database.read(ReaderTest::deleteEverything))
        .isInstanceOf(ReadOnlyException.class)
        .hasMessageContaining("resource_tags")
        .hasMessageContaining("use Database.write");
    assertThat(store.count()).isEqualTo(1);
  }

  @Test
  void dslRefusesToWrite() {
    assertThatThrownBy(() -> deleteEverything(database.dsl()))
        .isInstanceOf(ReadOnlyException.class)
        .hasMessageContaining("use Database.write");
    assertThat(store.count()).isEqualTo(1);
  }

  @Test
  void inMemoryReadsRefuseToWriteToo() {
    try (SqliteDatabase memory = SqliteDatabase.inMemory()) {
      assertThatThrownBy(() -> memory.read(ReaderTest::deleteEverything))
          .isInstanceOf(ReadOnlyException.class);
      assertThatThrownBy(() -> deleteEverything(memory.dsl()))
          .isInstanceOf(ReadOnlyException.class);
      assertThat(memory.write(ReaderTest::deleteEverything)).isZero();
    }
  }

  @Test
  void aDatabaseOpenedForReadingSaysHowToWrite() {
    try (SqliteDatabase reading = SqliteDatabase.open(file, SqliteOptions.forReading())) {
      assertThatThrownBy(() -> reading.write(ReaderTest::deleteEverything))
          .isInstanceOf(ReadOnlyException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("SqliteOptions.defaults()");
      assertThat(new ResourceRepository(reading, Clock.systemUTC()).count()).isEqualTo(1);
    }
  }

  @Test
  void aStreamClosedEarlyHoldsNoSnapshot() throws Exception {
    create("more");
    try (Stream<ResourceTags> nodes = store.stream(DSL.noCondition())) {
      assertThat(nodes.iterator().next()).isNotNull();
      create("later");
      assertThat(checkpointIsBlocked()).as("the open stream holds its snapshot").isTrue();
    }
    create("latest");
    assertThat(checkpointIsBlocked()).isFalse();
    assertThat(Raw.beside(file, "-wal")).isEmptyFile();
  }

  private boolean checkpointIsBlocked() throws Exception {
    try (Connection other = Raw.connect(file);
        Statement statement = other.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 0");
      try (ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
        row.next();
        return row.getInt(1) != 0;
      }
    }
  }

  private static int deleteEverything(DSLContext context) {
    return context.deleteFrom(RESOURCE_TAGS).execute();
  }

  private ResourceTags create(String name) {
    return store.create(node(name)).value();
  }

  private static ResourceTags node(String name) {
    return ResourceTags.builder(ResourceType.NODE, name).build();
  }

  private long countElsewhere() {
    return elsewhere(store::count);
  }

  /** On another thread, which has a transaction of its own. The time is what a wait for the writer would exceed. */
  private static <T> T elsewhere(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work).orTimeout(10, TimeUnit.SECONDS).join();
  }
}
