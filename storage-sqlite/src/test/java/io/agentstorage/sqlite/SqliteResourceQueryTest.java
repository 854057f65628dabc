// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.Database;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.PageToken;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.testkit.ResourceQuerySuite;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteResourceQueryTest extends ResourceQuerySuite {
  @TempDir Path folder;

  @Override
  protected Database openDatabase() {
    return SqliteDatabase.open(folder.resolve("agent.db"));
  }

  @Test
  void aTokenIsGoodAfterTheDatabaseWasOpenedAgain() {
    ResourceQuery query = ResourceQuery.all();
    String kept;
    try (Database database = openDatabase()) {
      ResourceStore store = new ResourceRepository(database, Clock.systemUTC());
      for (String name : List.of("a", "b", "c")) {
        store.create(ResourceTags.builder(ResourceType.NODE, name).build());
      }
      kept = Objects.requireNonNull(store.page(query, 2, null).next()).text();
    }
    try (Database database = openDatabase()) {
      ResourceStore store = new ResourceRepository(database, Clock.systemUTC());

      assertThat(store.page(query, 2, new PageToken(kept)).rows())
          .extracting(ResourceTags::name)
          .containsExactly("c");
    }
  }
}
