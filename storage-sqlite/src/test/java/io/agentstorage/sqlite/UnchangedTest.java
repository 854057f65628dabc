// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.model.OutboxEntry;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.model.WriteOutcome;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.Outbox;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.OutboxRepository;
import io.agentstorage.repo.ResourceRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is stored already costs no write: neither wear of the disk, nor a backup that differs. */
class UnchangedTest {
  private static final List<ResourceTags> PODS =
      IntStream.range(0, 1000)
          .mapToObj(
              i ->
                  ResourceTags.builder(ResourceType.POD, "web-" + i)
                      .namespace("shop")
                      .uid("uid-" + i)
                      .labels(Map.of("app", "web", "index", "i" + i % 50))
                      .annotations(Map.of("note", "n" + i))
                      .build())
          .toList();

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void loadOnce() {
    file = folder.resolve("agent.db");
    try (SqliteDatabase database = SqliteDatabase.open(file)) {
      assertThat(load(database).inserted()).isEqualTo(PODS.size());
    }
  }

  @Test
  void loadingTheSameAgainLeavesTheFileAsItWas() throws Exception {
    String before = Raw.sha256(file);
    Path wal = Raw.beside(file, "-wal");
    try (SqliteDatabase database = SqliteDatabase.open(file)) {
      assertThat(load(database).unchanged()).isEqualTo(PODS.size());
      assertThat(size(wal)).isZero();
    }
    assertThat(Raw.sha256(file)).isEqualTo(before);
    assertThat(wal).doesNotExist();
  }

  @Test
  void upsertsOfWhatIsStoredDoNotGrowTheLog() throws Exception {
    Path wal = Raw.beside(file, "-wal");
    try (SqliteDatabase database = SqliteDatabase.open(file)) {
      ResourceStore store = new ResourceRepository(database, Clock.systemUTC());
      ResourceTags changed = PODS.get(0).toBuilder().uid("another").build();
      assertThat(store.upsert(changed).outcome()).isEqualTo(WriteOutcome.UPDATED);
      long before = size(wal);
      assertThat(before).isPositive();
      for (ResourceTags pod : PODS.subList(100, 200)) {
        assertThat(store.upsert(pod).outcome()).isEqualTo(WriteOutcome.UNCHANGED);
      }
      assertThat(size(wal)).isEqualTo(before);
    }
  }

  @Test
  void loadingAndAcknowledgingWhatIsDoneAlreadyDoesNotGrowTheLog() throws Exception {
    Path wal = Raw.beside(file, "-wal");
    try (SqliteDatabase database = SqliteDatabase.open(file)) {
      Outbox outbox = new OutboxRepository(database);
      List<OutboxEntry> sent = outbox.pending(10, Long.MAX_VALUE);
      assertThat(outbox.acknowledge(sent, Instant.EPOCH)).isEqualTo(10);
      long before = size(wal);
      assertThat(before).isPositive();

      assertThat(load(database).unchanged()).isEqualTo(PODS.size());
      assertThat(outbox.acknowledge(sent, Instant.EPOCH)).isZero();
      assertThat(outbox.acknowledge(List.of(), Instant.EPOCH)).isZero();
      ResourceStore store = new ResourceRepository(database, Clock.systemUTC());
      assertThat(store.update(PODS.get(500)).outcome()).isEqualTo(WriteOutcome.UNCHANGED);

      assertThat(size(wal)).isEqualTo(before);
    }
  }

  private static BulkLoadReport load(SqliteDatabase database) {
    return new ResourceRepository(database, Clock.systemUTC())
        .bulkLoad(PODS.iterator(), BulkLoadOptions.defaults().chunkRows(300));
  }

  private static long size(Path wal) throws Exception {
    return Files.exists(wal) ? Files.size(wal) : 0;
  }
}
