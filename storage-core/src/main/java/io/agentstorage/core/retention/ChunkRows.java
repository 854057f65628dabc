// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.retention;

import java.time.Duration;

/** How many rows the next transaction deletes, so that it takes about as long as it should. Used by one thread. */
final class ChunkRows {
  private static final int FIRST = 1_000;

  /** One slow transaction says little, and one that grew tenfold at once could be very slow. */
  private static final double MOST_GROWTH = 2;

  private final int most;
  private final Duration wanted;
  private int rows;

  ChunkRows(int most, Duration wanted) {
    this.most = most;
    this.wanted = wanted;
    this.rows = Math.min(most, FIRST);
  }

  int rows() {
    return rows;
  }

  void took(Duration time) {
    double factor = (double) wanted.toNanos() / Math.max(1, time.toNanos());
    double next = rows * Math.max(1 / MOST_GROWTH, Math.min(MOST_GROWTH, factor));
    rows = (int) Math.max(1, Math.min(most, next));
  }
}
