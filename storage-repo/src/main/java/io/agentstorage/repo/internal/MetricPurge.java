// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.Database;
import io.agentstorage.core.retention.Purge;
import io.agentstorage.core.retention.PurgeRequest;
import io.agentstorage.core.retention.RetainedClass;
import io.agentstorage.core.retention.RetentionRule;
import io.agentstorage.repo.internal.retention.SampleClass;
import io.agentstorage.repo.internal.retention.UnusedSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Deletes all samples before a time, as retention deletes those of an age. Thread-safe. */
public final class MetricPurge {
  /** They take some 50 ms. */
  private static final int ROWS_AT_ONCE = 20_000;

  private static final Duration INSTANT = Duration.ofMillis(1);

  private final Database database;

  /**
   * A purge.
   *
   * @param database the open database
   */
  public MetricPurge(Database database) {
    this.database = database;
  }

  /**
   * Deletes all samples before a time, and the series that have none left.
   *
   * @param time the first instant that is kept
   * @return how many samples are gone
   */
  public long before(Instant time) {
    Instant behind = Instant.ofEpochMilli(Periods.bound(time)).plus(INSTANT);
    RetentionRule rule = RetentionRule.keepAll().maxAge(INSTANT);
    PurgeRequest request = new PurgeRequest(rule, 0, behind, List.of());
    long gone = all(new SampleClass(database, "samples", rule), request);
    all(new UnusedSeries(database, "series"), request);
    return gone;
  }

  private static long all(RetainedClass data, PurgeRequest request) {
    Purge purge = data.select(request);
    long gone = 0;
    boolean done = false;
    while (!done) {
      Purge.Deleted some = purge.delete(ROWS_AT_ONCE);
      gone += some.rows();
      done = some.done();
    }
    return gone;
  }
}
