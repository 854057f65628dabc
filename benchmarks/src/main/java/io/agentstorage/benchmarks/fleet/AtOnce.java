// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs tasks at the same time, each on a thread of its own. */
final class AtOnce {
  private static final List<Integer> TURN = List.of(4, 2, 1);

  private AtOnce() {}

  /** What is run. */
  interface Task {
    void run() throws Exception;
  }

  /** How many may be at once, the fewest first. */
  static List<Integer> sizes() {
    return TURN.reversed();
  }

  static String title(int size) {
    return size == 1 ? "one at a time" : size + " at once";
  }

  /** How many clusters are loaded at once, one group after the other: 4, 2, 1 and again, until it is all of them. */
  static List<Integer> groups(int clusters) {
    List<Integer> groups = new ArrayList<>();
    int left = clusters;
    for (int turn = 0; left > 0; turn++) {
      int size = TURN.get(turn % TURN.size());
      if (size <= left) {
        groups.add(size);
        left -= size;
      }
    }
    return groups;
  }

  /** How long it takes until the last one has ended, in seconds. */
  static double seconds(List<Task> tasks) throws Exception {
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (Task task : tasks) {
      calls.add(
          () -> {
            task.run();
            return true;
          });
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(tasks.size())) {
      long start = System.nanoTime();
      List<Future<Boolean>> done = pool.invokeAll(calls);
      double seconds = (System.nanoTime() - start) / 1e9;
      for (Future<Boolean> one : done) {
        one.get();
      }
      return seconds;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a load failed", e.getCause());
    }
  }
}
