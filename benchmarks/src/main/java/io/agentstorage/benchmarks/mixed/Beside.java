// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.mixed;

import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.ResourceStore;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What goes on beside what is measured, until it is closed. */
final class Beside implements AutoCloseable {
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final List<Future<Long>> running = new ArrayList<>();
  private volatile boolean stop;

  private Beside() {}

  static Beside nothing() {
    return new Beside();
  }

  /** A bulk load that goes on and on: each resource is new, with the labels of one of the sample. */
  static Beside load(ResourceStore store, List<ResourceTags> sample) {
    return load(store, sample, BulkLoadOptions.defaults());
  }

  /** The same, which after each commit rests for as long as that took. */
  static Beside loadWithRests(ResourceStore store, List<ResourceTags> sample) {
    long[] begun = {System.nanoTime()};
    return load(
        store,
        sample,
        BulkLoadOptions.<ResourceTags>defaults()
            .commitRows(1)
            .onProgress(
                progress -> {
                  rest(Duration.ofNanos(System.nanoTime() - begun[0]));
                  begun[0] = System.nanoTime();
                }));
  }

  private static void rest(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static Beside load(
      ResourceStore store, List<ResourceTags> sample, BulkLoadOptions<ResourceTags> options) {
    Beside beside = new Beside();
    Iterator<ResourceTags> source =
        new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return !beside.stop;
          }

          @Override
          public ResourceTags next() {
            ResourceTags like = sample.get(next % sample.size());
            return ResourceTags.builder(like.type(), like.name() + "-" + next++)
                .namespace(like.namespace())
                .labels(like.labels())
                .annotations(like.annotations())
                .build();
          }
        };
    beside.running.add(
        beside.pool.submit(
            () -> {
              BulkLoadReport report = store.bulkLoad(source, options);
              return report.rows();
            }));
    return beside;
  }

  /** Threads that only compute. */
  static Beside computing(int threads) {
    Beside beside = new Beside();
    for (int thread = 0; thread < threads; thread++) {
      beside.running.add(
          beside.pool.submit(
              () -> {
                long steps = 0;
                while (!beside.stop) {
                  steps += Long.hashCode(steps) | 1;
                }
                return steps;
              }));
    }
    return beside;
  }

  /**
   * The processor time that threads have had.
   *
   * @param nanos by the id of the thread
   * @param at when that was, on the clock of {@link System#nanoTime}
   */
  private record Snapshot(Map<Long, Long> nanos, long at) {
    static Snapshot now() {
      Map<Long, Long> nanos = new HashMap<>();
      for (long id : CPU.getAllThreadIds()) {
        nanos.put(id, Math.max(0, CPU.getThreadCpuTime(id)));
      }
      return new Snapshot(nanos, System.nanoTime());
    }
  }

  /**
   * How busy the threads of a load are: each one's share of one core, the busiest first.
   *
   * @param seconds for how long to look
   */
  static double[] coresOf(ResourceStore store, List<ResourceTags> sample, double seconds)
      throws Exception {
    Set<Long> others = new HashSet<>(Snapshot.now().nanos().keySet());
    try (Beside load = load(store, sample)) {
      Thread.sleep(500); // it begins
      Snapshot from = Snapshot.now();
      Thread.sleep((long) (seconds * 1000));
      Snapshot to = Snapshot.now();
      double time = to.at() - from.at();
      double[] shares =
          to.nanos().entrySet().stream()
              .filter(thread -> !others.contains(thread.getKey()))
              .mapToDouble(
                  thread ->
                      (thread.getValue() - from.nanos().getOrDefault(thread.getKey(), 0L)) / time)
              .filter(share -> share > 0.05)
              .sorted()
              .toArray();
      for (int i = 0; i < shares.length / 2; i++) {
        double smaller = shares[i];
        shares[i] = shares[shares.length - 1 - i];
        shares[shares.length - 1 - i] = smaller;
      }
      return shares;
    }
  }

  /** Ends it, and tells how many rows or steps there were. */
  long end() throws InterruptedException {
    stop = true;
    pool.shutdown();
    long sum = 0;
    try {
      for (Future<Long> each : running) {
        sum += each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("what was to go on beside failed", e.getCause());
    }
    running.clear();
    return sum;
  }

  @Override
  public void close() throws InterruptedException {
    end();
  }
}
