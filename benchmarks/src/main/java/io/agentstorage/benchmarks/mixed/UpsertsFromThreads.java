// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.mixed;

import io.agentstorage.benchmarks.JsonUpsert;
import io.agentstorage.benchmarks.Results;
import io.agentstorage.benchmarks.SampleFiles;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.sqlite.SqliteDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Eight threads store resources one by one, each in a transaction that is on disk when it returns: first new ones, and then
 * the same with another label.
 */
final class UpsertsFromThreads {
  private static final String WORK = "Upserts one by one from 8 threads";
  private static final int THREADS = 8;

  private final SampleFiles files;
  private final List<ResourceTags> sample;
  private final Duration time;

  UpsertsFromThreads(SampleFiles files, List<ResourceTags> sample, Duration time) {
    this.files = files;
    this.sample = sample;
    this.time = time;
  }

  /** Stores a resource. */
  private interface Upsert {
    void run(ResourceTags resource) throws Exception;
  }

  void run(Results results) throws Exception {
    try (JsonUpsert table = new JsonUpsert(files.copy(files.json(), "upserts-json.db"))) {
      measure(results, "plain JDBC with a lock, one table with JSON", table::upsert);
    }
    try (SqliteDatabase db = SqliteDatabase.open(files.copy(files.library(), "upserts.db"))) {
      ResourceStore store = new ResourceRepository(db, Clock.systemUTC());
      measure(results, "library, which also keeps what was", store::upsert);
    }
  }

  private void measure(Results results, String way, Upsert upsert) throws Exception {
    AtomicLong next = new AtomicLong();
    Latencies latencies =
        Threads.run(THREADS, time, thread -> () -> upsert.run(resource(next.getAndIncrement())));
    results.add(WORK, way, "rows/s", latencies.count() / (time.toNanos() / 1e9));
    results.add(WORK, way, "median ms", latencies.millis(500));
    results.add(WORK, way, "99 % ms", latencies.millis(990));
    results.add(WORK, way, "longest ms", latencies.longestMillis());
  }

  private ResourceTags resource(long number) {
    ResourceTags stored = sample.get((int) (number % sample.size()));
    ResourceTags resource =
        ResourceTags.builder(stored.type(), stored.name() + "-upserted")
            .namespace(stored.namespace())
            .labels(stored.labels())
            .annotations(stored.annotations())
            .build();
    long pass = number / sample.size();
    return pass == 0 ? resource : SampleFiles.relabel(resource, "pass-" + pass);
  }
}
