// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import java.nio.file.Path;
import java.time.Clock;

/** In a process of its own: stores node-1, node-2, … each in a transaction, and says so, until it is killed. */
final class StoreMain {
  private StoreMain() {}

  @SuppressWarnings("SystemOut") // how it tells its parent
  public static void main(String[] args) {
    try (SqliteDatabase database = SqliteDatabase.open(Path.of(args[0]))) {
      ResourceStore store = new ResourceRepository(database, Clock.systemUTC());
      for (int i = 1; i <= 1_000_000; i++) {
        store.create(ResourceTags.builder(ResourceType.NODE, "node-" + i).build());
        System.out.println("stored " + i);
      }
    }
  }
}
