// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import io.agentstorage.benchmarks.input.LoadInput;
import io.agentstorage.benchmarks.load.tools.WriteMode;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.time.Clock;

/** A load by this library, with its defaults, or with longer commits. */
final class LibraryLoading implements Loading {
  private final SqliteDatabase database;
  private final BulkLoadOptions<ResourceTags> options;

  LibraryLoading(Path file, BulkLoadOptions<ResourceTags> options) {
    this.database = SqliteDatabase.open(file);
    this.options = options;
  }

  @Override
  public void load(LoadInput input, WriteMode mode) {
    BulkLoadReport report =
        new ResourceRepository(database, Clock.systemUTC()).bulkLoad(input.iterator(), options);
    if (report.rows() != input.size() || report.rejected() != 0) {
      throw new IllegalStateException(input.size() + " rows were given: " + report);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
