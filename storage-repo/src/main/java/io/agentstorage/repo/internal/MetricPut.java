// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.Database;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.spi.bulk.Effect;
import io.agentstorage.core.store.BulkLoadReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Stores samples in one transaction after the other, remembering series in between. Not thread-safe. */
public final class MetricPut {
  private final Database database;
  private final MetricTarget target;

  /**
   * A put.
   *
   * @param database where to
   * @param target what is done with each sample; for this put only
   */
  public MetricPut(Database database, MetricTarget target) {
    this.database = database;
    this.target = target;
  }

  /**
   * Stores all samples or none.
   *
   * @param samples the samples
   * @return how many were new, changed or stored already
   */
  public BulkLoadReport all(Collection<MetricSample> samples) {
    long start = System.nanoTime();
    List<LoadedSample> rows = new ArrayList<>(samples.size());
    samples.forEach(sample -> rows.add(target.prepare(sample)));
    Effect[] effects = rows.isEmpty() ? new Effect[0] : write(rows);
    List<Effect> all = Arrays.asList(effects);
    return new BulkLoadReport(
        Collections.frequency(all, Effect.INSERTED),
        Collections.frequency(all, Effect.UPDATED),
        Collections.frequency(all, Effect.UNCHANGED),
        0,
        0,
        false,
        Duration.ofNanos(System.nanoTime() - start));
  }

  private Effect[] write(List<LoadedSample> rows) {
    boolean stored = false;
    try {
      Effect[] effects = database.write(tx -> target.write(tx, rows, true));
      stored = true;
      target.committed();
      return effects;
    } finally {
      if (!stored) {
        target.forget();
      }
    }
  }
}
