// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.mixed;

import io.agentstorage.benchmarks.Results;
import io.agentstorage.benchmarks.SampleFiles;
import io.agentstorage.core.store.Outbox;
import io.agentstorage.repo.OutboxRepository;
import io.agentstorage.sqlite.SqliteDatabase;
import java.time.Instant;

/** The first of what is pending is taken in batches, and each is acknowledged before the next is taken. */
final class OutboxDrain {
  private static final int BATCH = 500;
  private static final int MOST = 100_000;
  private static final String WORK = "Up to 100,000 of the outbox drained in batches of 500";

  private final SampleFiles files;

  OutboxDrain(SampleFiles files) {
    this.files = files;
  }

  void run(Results results) throws Exception {
    try (JsonOutbox table = new JsonOutbox(files.copy(files.json(), "outbox-json.db"))) {
      long start = System.nanoTime();
      long rows = 0;
      for (long last = 1; last > 0 && rows < wanted(); rows += last) {
        last = table.acknowledge(table.pending(BATCH));
      }
      add(results, "plain JDBC, one table with JSON", rows, start);
    }
    try (SqliteDatabase db = SqliteDatabase.open(files.copy(files.library(), "outbox.db"))) {
      Outbox outbox = new OutboxRepository(db);
      long start = System.nanoTime();
      long rows = 0;
      for (long last = 1; last > 0 && rows < wanted(); rows += last) {
        last = outbox.acknowledge(outbox.pending(BATCH, Long.MAX_VALUE), Instant.now());
      }
      add(results, "library, typed, checks that each has the revision that was sent", rows, start);
    }
  }

  private long wanted() {
    return Math.min(files.size(), MOST);
  }

  private void add(Results results, String way, long rows, long start) {
    if (rows != wanted()) {
      throw new IllegalStateException(rows + " of " + wanted() + " were acknowledged");
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    results.add(WORK, way, "rows/s", rows / seconds);
    results.add(WORK, way, "seconds", seconds);
  }
}
