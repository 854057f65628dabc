// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import java.nio.file.Path;

/** Puts many samples, says so, and waits to be killed. Arguments: folder, number of samples. */
final class LargePutMain {
  private LargePutMain() {}

  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[1]);
    MetricFileStore store =
        MetricFileStore.open(
            Path.of(arguments[0]),
            ContentKind.METRICS,
            MetricFileOptions.defaults().rowLimit(Integer.MAX_VALUE));
    for (int i = 0; i < count; i += 1000) {
      store.put(Samples.samples(i, i + 1000));
    }
    System.out.println("put all");
    Thread.currentThread().join(); // for ever
  }
}
