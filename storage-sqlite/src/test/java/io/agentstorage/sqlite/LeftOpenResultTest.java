// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a result that a block leaves open, which it must not. */
class LeftOpenResultTest {
  @TempDir Path folder;

  private static ResourceTags node(String name) {
    return ResourceTags.builder(ResourceType.NODE, name).build();
  }

  @Test
  void itShowsTheNextBlockNothingOldAndIsCounted() {
    try (SqliteDatabase database = SqliteDatabase.open(folder.resolve("agent.db"))) {
      ResourceStore store = new ResourceRepository(database, Clock.systemUTC());
      store.create(node("before"));
      Stream<ResourceTags> left =
          database.read(
              tx -> {
                Stream<ResourceTags> open = store.stream(DSL.noCondition());
                assertThat(open.iterator().hasNext()).isTrue();
                return open;
              });
      CompletableFuture.runAsync(() -> store.create(node("after"))).join();

      for (int i = 0; i < 8; i++) { // whichever reader it was
        assertThat(database.<Long, RuntimeException>read(tx -> store.count())).isEqualTo(2);
      }
      assertThat(database.openHandles().statements()).isEqualTo(1);
      left.close();
      assertThat(database.<Long, RuntimeException>read(tx -> store.count())).isEqualTo(2);
    }
  }
}
