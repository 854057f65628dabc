// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import io.agentstorage.core.error.StorageException;
import io.agentstorage.repo.OutboxSync;
import io.agentstorage.repo.OutboxSyncListener;
import io.agentstorage.repo.OutboxSyncOptions;
import io.agentstorage.sqlite.SqliteDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Feeds a server from a file until its standard input is closed. Takes the path and the address. */
final class SyncMain {
  private SyncMain() {}

  public static void main(String[] args) {
    AtomicBoolean stop = new AtomicBoolean();
    try (SqliteDatabase agent = SqliteDatabase.open(Path.of(args[0]), KilledSyncTest.OPTIONS);
        PostgresDatabase centre =
            PostgresDatabase.open(args[1], PostgresOptions.defaults().cluster("agent"))) {
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
