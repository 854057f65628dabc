// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.mixed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that do the same again and again for some time. */
final class Threads {
  private Threads() {}

  /** What one thread does. */
  interface Work {
    void once() throws Exception;
  }

  /** Makes the work of each thread. */
  interface Maker {
    Work of(int thread) throws Exception;
  }

  static Latencies run(int threads, Duration time, Maker maker) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long end = System.nanoTime() + time.toNanos();
      List<Future<Latencies>> running = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        Work work = maker.of(thread);
        running.add(pool.submit(() -> repeat(work, end)));
      }
      List<Latencies> done = new ArrayList<>();
      for (Future<Latencies> thread : running) {
        done.add(thread.get());
      }
      return Latencies.of(done);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a thread of the benchmark failed", e.getCause());
    } finally {
      pool.shutdown();
    }
  }

  private static Latencies repeat(Work work, long end) throws Exception {
    Latencies latencies = new Latencies();
    for (long start = System.nanoTime(); start < end; ) {
      work.once();
      long now = System.nanoTime();
      latencies.add(now - start);
      start = now;
    }
    return latencies;
  }
}
