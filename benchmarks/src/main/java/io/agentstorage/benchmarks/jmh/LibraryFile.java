// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import io.agentstorage.benchmarks.SampleFiles;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.OutboxRepository;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.sqlite.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** The sample in the library, open. */
final class LibraryFile implements AutoCloseable {
  final SampleFiles files = Trial.files();
  final SqliteDatabase db;
  final ResourceStore store;
  final OutboxRepository outbox;

  private LibraryFile(Path file) {
    db = SqliteDatabase.open(file);
    store = new ResourceRepository(db, Clock.systemUTC());
    outbox = new OutboxRepository(db);
  }

  static LibraryFile forReading() throws IOException {
    return new LibraryFile(Trial.files().library());
  }

  /** A copy of it, so that the next trial begins with the same. */
  static LibraryFile forWriting() throws IOException {
    SampleFiles files = Trial.files();
    return new LibraryFile(files.copy(files.library(), "written.db"));
  }

  @Override
  public void close() {
    db.close();
  }
}
