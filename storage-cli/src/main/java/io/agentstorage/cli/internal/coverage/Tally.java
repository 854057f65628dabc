// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.coverage;

/** How many of one group of things there are, and how many of them carry each of the labels. */
final class Tally {
  private final long[] with;
  private long total;

  Tally(int labels) {
    this.with = new long[labels];
  }

  void add(long count, long[] withLabel) {
    total += count;
    for (int i = 0; i < with.length; i++) {
      with[i] += withLabel[i];
    }
  }

  long total() {
    return total;
  }

  long with(int label) {
    return with[label];
  }

  /** 0 to 100; NaN where there is nothing that could carry it. */
  double percent(int label) {
    return total == 0 ? Double.NaN : 100.0 * with[label] / total;
  }
}
