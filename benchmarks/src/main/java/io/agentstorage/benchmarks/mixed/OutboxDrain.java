// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.mixed;

import io.agentstorage.benchmarks.Results;
import io.agentstorage.benchmarks.SampleFiles;
import io.agentstorage.core.model.OutboxEntry;
import io.agentstorage.core.store.Outbox;
import io.agentstorage.repo.OutboxRepository;
import io.agentstorage.sqlite.SqliteDatabase;
import java.time.Instant;
import java.util.List;

/** All that is pending is taken in batches, and each is acknowledged before the next is taken. */
final class OutboxDrain {
  private static final String WORK = "Outbox drained in batches of 500";
  private static final int BATCH = 500;

  private final SampleFiles files;

  OutboxDrain(SampleFiles files) {
    this.files = files;
  }

  void run(Results results) throws Exception {
    try (JsonOutbox table = new JsonOutbox(files.copy(files.json(), "outbox-json.db"))) {
      long start = System.nanoTime();
      long rows = 0;
      for (List<String> ids = table.pending(BATCH); !ids.isEmpty(); ids = table.pending(BATCH)) {
        rows += table.acknowledge(ids);
      }
      add(results, "plain JDBC, one table with JSON", rows, start);
    }
    try (SqliteDatabase db = SqliteDatabase.open(files.copy(files.library(), "outbox.db"))) {
      Outbox outbox = new OutboxRepository(db);
      long start = System.nanoTime();
      long rows = 0;
      List<OutboxEntry> batch = outbox.pending(BATCH, Long.MAX_VALUE);
      while (!batch.isEmpty()) {
        rows += outbox.acknowledge(batch, Instant.now());
        batch = outbox.pending(BATCH, Long.MAX_VALUE);
      }
      add(results, "library, typed, checks that each has the revision that was sent", rows, start);
    }
  }

  private void add(Results results, String way, long rows, long start) {
    if (rows != files.size()) {
      throw new IllegalStateException(rows + " of " + files.size() + " were acknowledged");
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    results.add(WORK, way, "rows/s", rows / seconds);
    results.add(WORK, way, "seconds", seconds);
  }
}
