// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.metrics;

import io.agentstorage.benchmarks.DatabaseFiles;
import io.agentstorage.benchmarks.Results;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.MetricQuery;
import io.agentstorage.core.store.MetricStore;
import io.agentstorage.repo.MetricRepository;
import io.agentstorage.sqlite.SqliteDatabase;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/** An hour of a cluster into one file of SQLite, a transaction for each scrape of a node, as fast as it goes. */
final class MetricHour {
  private final Path folder;
  private final ScrapedCluster cluster;
  private final int nodes;
  private final int minutes;

  MetricHour(Path folder, ScrapedCluster cluster, int nodes, int minutes) {
    this.folder = folder;
    this.cluster = cluster;
    this.nodes = nodes;
    this.minutes = minutes;
  }

  void run(Results results) throws IOException {
    String work =
        minutes
            + " minutes of "
            + nodes
            + " nodes with "
            + cluster.seriesPerNode()
            + " series each";
    Path file = folder.resolve("hour.db");
    DatabaseFiles.delete(file);
    try (SqliteDatabase db = SqliteDatabase.open(file)) {
      MetricStore store = new MetricRepository(db);
      long making = 0;
      long first = 0;
      long begin = System.nanoTime();
      for (int minute = 0; minute < minutes; minute++) {
        for (int node = 0; node < nodes; node++) {
          long madeFrom = System.nanoTime();
          List<MetricSample> scrape = cluster.scrape(node, minute);
          making += System.nanoTime() - madeFrom;
          BulkLoadReport report = store.put(scrape);
          if (report.inserted() != scrape.size()) {
            throw new IllegalStateException(report.inserted() + " of " + scrape.size());
          }
        }
        first = minute == 0 ? System.nanoTime() - begin : first;
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      double samples = (double) minutes * nodes * cluster.seriesPerNode();
      results.add(work, "all", "seconds", seconds);
      results.add(work, "all", "of these making samples", making / 1e9);
      results.add(work, "all", "the first minute, with all series new", first / 1e9);
      results.add(work, "all", "samples/s", samples / seconds);
      results.add(work, "all", "bytes a sample", DatabaseFiles.bytes(file) / samples);
      results.add(work, "all", "most heap after a collection, MB", heap() / 1e6);
      ask(results, store);
    }
    DatabaseFiles.delete(file);
  }

  private void ask(Results results, MetricStore store) {
    MetricSample one = cluster.scrape(nodes / 2, 0).getFirst();
    String pod = one.series().labels().getOrDefault("pod", "");
    String work = "Then asked of it, milliseconds";
    MetricQuery metric = MetricQuery.named(one.series().name());
    timed(results, work, "one series", () -> store.stream(metric.label("pod", pod)).count());
    timed(
        results,
        work,
        "one metric of a namespace",
        () -> store.stream(metric.label("namespace", "team-7")).count());
    timed(results, work, "the latest of one metric, all nodes", () -> store.latest(metric).count());
    timed(
        results,
        work,
        "all metrics of one pod",
        () -> store.stream(MetricQuery.all().label("pod", pod)).count());
    timed(results, work, "how many samples", () -> store.count(MetricQuery.all()));
    timed(
        results,
        work,
        "all samples of five minutes, as an archive takes them",
        () ->
            store
                .scan(ScrapedCluster.START, ScrapedCluster.START.plusSeconds(300))
                .mapToLong(sample -> 1)
                .sum());
    timed(
        results,
        work,
        "delete the first half",
        () -> store.deleteBefore(ScrapedCluster.START.plusSeconds(30L * minutes)));
  }

  private static void timed(Results results, String work, String what, LongSupplier asked) {
    long begin = System.nanoTime();
    long found = asked.getAsLong();
    results.add(work, what, "ms", (System.nanoTime() - begin) / 1e6);
    results.add(work, what, "samples", (double) found);
  }

  private static long heap() {
    long bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null) {
        bytes += pool.getCollectionUsage().getUsed();
      }
    }
    return bytes;
  }
}
