// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.mixed;

import io.agentstorage.benchmarks.Results;
import io.agentstorage.benchmarks.SampleFiles;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.sqlite.SqliteDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** One thread that stores single resources, alone and beside a bulk load: it gets its turn after each chunk. */
final class WriterBesideLoad {
  private static final String WORK = "1 writer of single resources";

  private final SampleFiles files;
  private final List<ResourceTags> sample;
  private final Duration time;

  WriterBesideLoad(SampleFiles files, List<ResourceTags> sample, Duration time) {
    this.files = files;
    this.sample = sample;
    this.time = time;
  }

  void run(Results results) throws Exception {
    measure(results, false);
    measure(results, true);
  }

  private void measure(Results results, boolean beside) throws Exception {
    String way = beside ? "beside a bulk load" : "alone";
    try (SqliteDatabase db = SqliteDatabase.open(files.copy(files.library(), "writer.db"))) {
      ResourceStore store = new ResourceRepository(db, Clock.systemUTC());
      try (Beside load = beside ? Beside.load(store, sample) : Beside.nothing()) {
        long start = System.nanoTime();
        Latencies writes = Threads.run(1, time, thread -> writer(store));
        long rows = load.end();
        double seconds = (System.nanoTime() - start) / 1e9;
        results.add(WORK, way, "upserts/s", writes.count() / (time.toNanos() / 1e9));
        results.add(WORK, way, "median ms", writes.millis(500));
        results.add(WORK, way, "99 % ms", writes.millis(990));
        results.add(WORK, way, "longest ms", writes.longestMillis());
        results.add(WORK, way, "rows/s of the load", rows / seconds);
      }
    }
    results.note(
        WORK,
        "A load gives up the writer after each chunk of 10,000 rows, and whoever waits has it next:"
            + " the writer waits for the rest of one chunk, and never for the load.");
  }

  private Threads.Work writer(ResourceStore store) {
    int[] next = {0};
    return () -> {
      int number = next[0]++;
      store.upsert(
          SampleFiles.relabel(
              sample.get(number % sample.size()), "pass-" + number / sample.size()));
    };
  }
}
