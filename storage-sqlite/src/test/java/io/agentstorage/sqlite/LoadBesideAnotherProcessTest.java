// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.IntStream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second database object has connections of its own, as another process has. */
class LoadBesideAnotherProcessTest {
  @TempDir Path folder;

  @Test
  void labelsStayRightWhenItDeletesEverythingBetweenChunks() {
    Path file = folder.resolve("agent.db");
    try (SqliteDatabase database = SqliteDatabase.open(file);
        SqliteDatabase other = SqliteDatabase.open(file)) {
      ResourceStore otherStore = store(other);

      store(database)
          .bulkLoad(
              IntStream.range(0, 20).mapToObj(i -> pod("web-" + i, "loaded")),
              BulkLoadOptions.defaults()
                  .chunkRows(10)
                  .commitRows(1)
                  .onProgress(
                      progress -> {
                        if (progress.rows() == 10) {
                          otherStore.deleteAll();
                          // Its labels may get the number that those of the load had.
                          otherStore.create(pod("other", "other"));
                        }
                      }));

      assertThat(store(database).findAll(DSL.noCondition()))
          .hasSize(11)
          .allSatisfy(
              pod ->
                  assertThat(pod.labels())
                      .containsEntry("app", pod.name().equals("other") ? "other" : "loaded"));
    }
  }

  private static ResourceStore store(SqliteDatabase database) {
    return new ResourceRepository(database, Clock.systemUTC());
  }

  private static ResourceTags pod(String name, String app) {
    return ResourceTags.builder(ResourceType.POD, name).labels(Map.of("app", app)).build();
  }
}
