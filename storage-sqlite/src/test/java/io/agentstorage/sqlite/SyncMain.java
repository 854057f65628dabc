// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import io.agentstorage.core.error.StorageException;
import io.agentstorage.repo.OutboxSync;
import io.agentstorage.repo.OutboxSyncListener;
import io.agentstorage.repo.OutboxSyncOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Feeds one file from another until its standard input is closed. Takes both. */
final class SyncMain {
  private SyncMain() {}

  public static void main(String[] args) {
    AtomicBoolean stop = new AtomicBoolean();
    try (SqliteDatabase agent =
            SqliteDatabase.open(Path.of(args[0]), SqliteKilledSyncTest.OPTIONS);
        SqliteDatabase centre =
            SqliteDatabase.open(Path.of(args[1]), SqliteKilledSyncTest.OPTIONS)) {
      OutboxSync sync =
          OutboxSync.between(
              agent,
              centre,
              Clock.systemUTC(),
              OutboxSyncOptions.defaults()
                  .batches(7, 100_000)
                  .pauses(Duration.ofMillis(10), Duration.ofMillis(100)));
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                awaitEndOfInput();
                stop.set(true);
                sync.wake();
              });
      sync.run(
          Duration.ofMillis(1),
          stop::get,
          new OutboxSyncListener() {
            @Override
            public void onFailure(int failures, StorageException failure, Duration pause) {
              System.out.println(failures + " " + failure.getMessage());
            }
          });
    }
  }

  private static void awaitEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // its parent says nothing
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
