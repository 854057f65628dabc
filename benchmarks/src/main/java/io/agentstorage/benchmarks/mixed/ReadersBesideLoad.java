// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.mixed;

import io.agentstorage.benchmarks.Results;
import io.agentstorage.benchmarks.SampleFiles;
import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.sqlite.SqliteDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Readers alone, beside a bulk load, and beside threads that only compute, as many as the load keeps busy: these take
 * cores from the readers and nothing else, so that the difference between the last two is what readers wait for.
 */
final class ReadersBesideLoad {
  private static final int FINDS_FOR_A_PAGE = 20;
  private static final int PAGE = 100;
  private static final int SMALL_CHUNK = 1_000;
  private static final ResourceQuery BROAD = ResourceQuery.where(LabelSelector.parse("env=prod"));

  private final SampleFiles files;
  private final List<ResourceTags> sample;
  private final Duration time;

  ReadersBesideLoad(SampleFiles files, List<ResourceTags> sample, Duration time) {
    this.files = files;
    this.sample = sample;
    this.time = time;
  }

  void run(Results results) throws Exception {
    for (int readers : new int[] {4, 1}) {
      String work = readers == 1 ? "1 reader" : readers + " readers";
      double[] busy = busyThreads();
      try (SqliteDatabase db = open()) {
        measure(results, work, "alone", readers, store(db), Beside.nothing(), false);
      }
      try (SqliteDatabase db = open()) {
        ResourceStore store = store(db);
        measure(
            results, work, "beside a bulk load", readers, store, Beside.load(store, sample), true);
      }
      try (SqliteDatabase db = open()) {
        ResourceStore store = store(db);
        BulkLoadOptions<ResourceTags> small =
            BulkLoadOptions.<ResourceTags>defaults().chunkRows(SMALL_CHUNK).commitRows(1);
        String way = "beside one in chunks of " + String.format(Locale.ROOT, "%,d", SMALL_CHUNK);
        measure(results, work, way, readers, store, Beside.load(store, sample, small), true);
      }
      try (SqliteDatabase db = open()) {
        ResourceStore store = store(db);
        String way = "beside one that rests as long as it works";
        measure(results, work, way, readers, store, Beside.loadWithRests(store, sample), true);
      }
      try (SqliteDatabase db = open()) {
        Beside computing = Beside.computing(busy.length);
        measure(
            results,
            work,
            "beside as many computing threads",
            readers,
            store(db),
            computing,
            false);
      }
      results.note(
          work,
          "The load's threads, while nothing else runs, have "
              + Arrays.stream(busy)
                  .mapToObj(share -> String.format(Locale.ROOT, "%.2f", share))
                  .collect(Collectors.joining(", "))
              + " of a core, and this machine has "
              + Runtime.getRuntime().availableProcessors()
              + " cores. A read is a find by key, and every twenty-first a page of 100 by a label"
              + " that a third has.");
    }
  }

  private double[] busyThreads() throws Exception {
    try (SqliteDatabase db = open()) {
      return Beside.coresOf(store(db), sample, 1);
    }
  }

  private SqliteDatabase open() throws Exception {
    return SqliteDatabase.open(files.copy(files.library(), "readers.db"));
  }

  private static ResourceStore store(SqliteDatabase db) {
    return new ResourceRepository(db, Clock.systemUTC());
  }

  private void measure(
      Results results,
      String work,
      String way,
      int readers,
      ResourceStore store,
      Beside beside,
      boolean load)
      throws Exception {
    Latencies reads;
    long rows;
    double seconds;
    try (beside) {
      long start = System.nanoTime();
      reads = Threads.run(readers, time, thread -> reader(store, thread));
      rows = beside.end();
      seconds = (System.nanoTime() - start) / 1e9;
    }
    results.add(work, way, "reads/s", reads.count() / (time.toNanos() / 1e9));
    results.add(work, way, "median ms", reads.millis(500));
    results.add(work, way, "99 % ms", reads.millis(990));
    results.add(work, way, "longest ms", reads.longestMillis());
    results.add(work, way, "rows/s of the load", load ? rows / seconds : 0);
  }

  private Threads.Work reader(ResourceStore store, int thread) {
    Random random = new Random(thread);
    int[] reads = {thread};
    return () -> {
      if (++reads[0] % (FINDS_FOR_A_PAGE + 1) == 0) {
        require(store.page(BROAD, PAGE, null).rows().size() == PAGE);
      } else {
        ResourceTags resource = sample.get(random.nextInt(sample.size()));
        require(store.find(resource.key()).isPresent());
      }
    };
  }

  private static void require(boolean found) {
    if (!found) {
      throw new IllegalStateException("a reader did not find what is stored");
    }
  }
}
