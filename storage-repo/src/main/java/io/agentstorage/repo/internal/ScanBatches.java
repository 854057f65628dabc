// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.Database;
import io.agentstorage.core.metric.MetricSample;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All samples within a time, as they lie in the table. */
final class ScanBatches extends Batches<MetricSample> {
  private final Database database;
  private final SampleScan scan;
  private final long from;
  private final long to;
  private long @Nullable [] last;
  private boolean ended;

  ScanBatches(Database database, long from, long to) {
    this.database = database;
    this.scan = new SampleScan(database.cluster());
    this.from = from;
    this.to = to;
  }

  @Override
  @Nullable List<MetricSample> read() {
    if (ended) {
      return null;
    }
    List<SampleScan.Found> some = database.read(tx -> scan.next(tx, last, from, to));
    ended = some.size() < SampleScan.ROWS_AT_ONCE;
    if (!some.isEmpty()) {
      last = new long[] {some.getLast().series(), some.getLast().time()};
    }
    return some.stream().map(SampleScan.Found::sample).toList();
  }
}
