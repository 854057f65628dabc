// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Puts samples without end, three at a time, from several threads, and says so after each put. Arguments: folder, the
 * number of the first sample, milliseconds between syncs (0 for each put).
 */
final class PutMain {
  static final int THREADS = 3;
  static final int ROWS_OF_PUT = 3;

  /** How far the numbers of threads are apart. */
  static final int STRIDE = 1_000_000;

  private PutMain() {}

  public static void main(String[] arguments) throws Exception {
    int first = Integer.parseInt(arguments[1]);
    int sync = Integer.parseInt(arguments[2]);
    MetricFileStore store =
        MetricFileStore.open(
            Path.of(arguments[0]),
            ContentKind.METRICS,
            MetricFileOptions.defaults()
                .rowLimit(60) // files are made all the time
                .durability(
                    sync == 0 ? Durability.EACH_PUT : Durability.every(Duration.ofMillis(sync))));
    for (int t = 0; t < THREADS; t++) {
      int from = first + t * STRIDE;
      Thread.ofPlatform().start(() -> putFrom(store, from));
    }
    Thread.currentThread().join(); // for ever
  }

  private static void putFrom(MetricFileStore store, int from) {
    for (int i = from; ; i += ROWS_OF_PUT) {
      store.put(Samples.samples(i, i + ROWS_OF_PUT));
      System.out.println("put " + i);
    }
  }
}
