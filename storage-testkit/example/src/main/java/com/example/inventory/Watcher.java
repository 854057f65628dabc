// SPDX-License-Identifier: Apache-2.0
package com.example.inventory;

import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.time.Clock;

/** Stands for a program that sees pods for as long as it runs. */
public final class Watcher {
  private Watcher() {}

  public static void main(String[] args) {
    try (SqliteDatabase database = SqliteDatabase.open(Path.of(args[0]))) {
      Inventory inventory = new Inventory(new ResourceRepository(database, Clock.systemUTC()));
      for (int i = 1; i <= 1_000_000; i++) {
        inventory.seen("shop", "pod-" + i, "web");
        System.out.println("seen " + i);
      }
    }
  }
}
