// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import io.agentstorage.benchmarks.input.LoadInput;
import io.agentstorage.benchmarks.load.tools.WriteMode;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.time.Clock;

/** A load by this library, with its defaults. */
final class LibraryLoading implements Loading {
  private final SqliteDatabase database;

  LibraryLoading(Path file) {
    this.database = SqliteDatabase.open(file);
  }

  @Override
  public void load(LoadInput input, WriteMode mode) {
    BulkLoadReport report =
        new ResourceRepository(database, Clock.systemUTC())
            .bulkLoad(input.iterator(), BulkLoadOptions.defaults());
    if (report.rows() != input.size() || report.rejected() != 0) {
      throw new IllegalStateException(input.size() + " rows were given: " + report);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
