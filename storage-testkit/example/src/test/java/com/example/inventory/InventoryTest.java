// SPDX-License-Identifier: Apache-2.0
package com.example.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.BusyException;
import io.agentstorage.core.error.StorageFullException;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.sqlite.SqliteDatabase;
import io.agentstorage.sqlite.SqliteOptions;
import io.agentstorage.testkit.StorageExtension;
import io.agentstorage.testkit.fault.ChildJvm;
import io.agentstorage.testkit.sqlite.PageLimit;
import io.agentstorage.testkit.sqlite.WriteLock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InventoryTest {
  @RegisterExtension
  static final StorageExtension STORAGE =
      StorageExtension.opening(
          folder ->
              SqliteDatabase.open(
                  folder.resolve("inventory.db"),
                  SqliteOptions.defaults().busyTimeout(Duration.ofMillis(100))));

  @Test
  void aPodThatIsSeenTwiceIsCountedOnce(ResourceStore store) {
    Inventory inventory = new Inventory(store);
    inventory.seen("shop", "web-0", "web");
    inventory.seen("shop", "web-0", "web");
    inventory.seen("shop", "db-0", "data");

    assertEquals(Map.of("web", 1, "data", 1), inventory.podsByTeam());
  }

  @Test
  void whatWasSeenIsReadWhileAnotherProcessWrites(ResourceStore store, Path folder)
      throws Exception {
    Inventory inventory = new Inventory(store);
    inventory.seen("shop", "web-0", "web");
    try (WriteLock other = WriteLock.hold(folder.resolve("inventory.db"))) {
      BusyException busy =
          assertThrows(BusyException.class, () -> inventory.seen("shop", "web-1", "web"));
      assertTrue(busy.retryable());
      assertEquals(Map.of("web", 1), inventory.podsByTeam());
    }
    inventory.seen("shop", "web-1", "web");
    assertEquals(Map.of("web", 2), inventory.podsByTeam());
  }

  @Test
  void whatWasSeenStaysWhenTheDiskIsFull(ResourceStore store, Database database) {
    Inventory inventory = new Inventory(store);
    inventory.seen("shop", "web-0", "web");
    try (PageLimit limit = PageLimit.of(database, 0)) {
      assertThrows(
          StorageFullException.class,
          () -> inventory.seen("shop", "x".repeat(100_000), "web"));
    }
    assertEquals(Map.of("web", 1), inventory.podsByTeam());
  }

  @Test
  void whatWasSeenBeforeAKillIsThere(Path folder) throws Exception {
    Path file = folder.resolve("killed.db");
    try (ChildJvm watcher = ChildJvm.running(Watcher.class, file.toString()).start()) {
      watcher.awaitLine("seen 10");
      watcher.kill();
    }
    try (SqliteDatabase again = SqliteDatabase.open(file)) {
      Inventory inventory = new Inventory(new ResourceRepository(again, Clock.systemUTC()));
      assertTrue(inventory.podsByTeam().get("web") >= 10);
    }
  }
}
