// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.mixed;

import java.util.Arrays;
import java.util.List;

/** How long each of some operations took. For one thread, until it is put together with those of others. */
final class Latencies {
  private long[] nanos = new long[1024];
  private int count;

  static Latencies of(List<Latencies> threads) {
    Latencies all = new Latencies();
    threads.forEach(each -> all.addAll(each.nanos, each.count));
    Arrays.sort(all.nanos, 0, all.count);
    return all;
  }

  void add(long duration) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = duration;
  }

  private void addAll(long[] more, int length) {
    nanos = Arrays.copyOf(nanos, Math.max(1, count + length));
    System.arraycopy(more, 0, nanos, count, length);
    count += length;
  }

  int count() {
    return count;
  }

  /** Once it is sorted: below which so many of a thousand were, in milliseconds. */
  double millis(int permille) {
    if (count == 0) {
      throw new IllegalStateException("nothing was done in all the time");
    }
    return nanos[(int) Math.min(count - 1L, (long) count * permille / 1000)] / 1e6;
  }

  double longestMillis() {
    return millis(1000);
  }
}
