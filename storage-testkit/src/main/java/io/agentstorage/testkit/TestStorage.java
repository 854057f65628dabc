// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.spi.HandleTracking;
import io.agentstorage.core.spi.OpenHandles;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one test has of {@link StorageExtension}. Used by one thread. */
final class TestStorage {
  private final StorageExtension.Opener opener;
  private final Clock clock;
  private final boolean checkingLeaks;
  private final boolean tracing;
  private final Path folder;
  private @Nullable Database database;
  private @Nullable ResourceStore store;

  private TestStorage(
      StorageExtension.Opener opener,
      Clock clock,
      boolean checkingLeaks,
      boolean tracing,
      Path folder) {
    this.opener = opener;
    this.clock = clock;
    this.checkingLeaks = checkingLeaks;
    this.tracing = tracing;
    this.folder = folder;
  }

  static TestStorage create(
      StorageExtension.Opener opener, Clock clock, boolean checkingLeaks, boolean tracing) {
    try {
      return new TestStorage(
          opener, clock, checkingLeaks, tracing, Files.createTempDirectory("storage-"));
    } catch (IOException e) {
      throw new UncheckedIOException("a folder for the test could not be made", e);
    }
  }

  Path folder() {
    return folder;
  }

  Database database() {
    if (database == null) {
      Database opened = open();
      database = opened;
      if (checkingLeaks && !(opened instanceof HandleTracking)) {
        throw new IllegalStateException(
            opened.getClass().getName()
                + " cannot tell what is open; use StorageExtension.withoutLeakCheck()");
      }
      if (tracing && opened instanceof HandleTracking tracked) {
        tracked.traceHandles(true);
      }
    }
    return database;
  }

  private Database open() {
    try {
      return opener.open(folder);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the database of the test could not be opened", e);
    }
  }

  ResourceStore store() {
    if (store == null) {
      store = new ResourceRepository(database(), clock);
    }
    return store;
  }

  void end() throws IOException, InterruptedException {
    AssertionError leak =
        checkingLeaks && database instanceof HandleTracking tracked ? leak(tracked) : null;
    try {
      if (database != null) {
        if (leak == null) {
          database.close();
        } else {
          closeAtOnce(database);
        }
      }
    } finally {
      deleteFolder();
    }
    if (leak != null) {
      throw leak;
    }
  }

  private @Nullable AssertionError leak(HandleTracking tracked) {
    OpenHandles open = tracked.openHandles();
    if (open.none()) {
      return null;
    }
    AssertionError leak =
        new AssertionError(
            "the test left open: "
                + count(open.connections(), "connection")
                + ", "
                + count(open.statements(), "statement")
                + ", "
                + count(open.transactions(), "transaction")
                + "; close streams, cursors and statements, and wait for what other threads do"
                + (tracing
                    ? ""
                    : "; StorageExtension.tracingLeaks() shows where they were opened"));
    open.takenAt().forEach(leak::addSuppressed);
    return leak;
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** What leaked will not come back: there is nothing to wait for, and a thread that is interrupted does not. */
  private static void closeAtOnce(Database leaking) throws InterruptedException {
    Thread closing =
        Thread.ofPlatform()
            .start(
                () -> {
                  Thread.currentThread().interrupt();
                  try {
                    leaking.close();
                  } catch (StorageException e) {
                    // It says that something is still in use, as does the failure of the test.
                  }
                });
    closing.join();
  }

  private void deleteFolder() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
