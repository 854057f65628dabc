// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.bulk.BulkRun;
import io.agentstorage.core.store.BulkLoad;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.MetricQuery;
import io.agentstorage.core.store.MetricStore;
import io.agentstorage.core.store.Page;
import io.agentstorage.core.store.PageToken;
import io.agentstorage.repo.internal.MetricPurge;
import io.agentstorage.repo.internal.MetricPut;
import io.agentstorage.repo.internal.MetricReads;
import io.agentstorage.repo.internal.MetricTarget;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The metric store over the generated tables. Thread-safe. It remembers the series that it met last, so that one instance
 * for the whole process is best: some 20 MB of heap at the most.
 */
public final class MetricRepository implements MetricStore {
  private final Database database;
  private final ClusterId cluster;
  private final Dialect dialect;
  private final MetricReads reads;
  private final MetricPurge purge;
  private final ReentrantLock putting = new ReentrantLock(true);
  private @Nullable MetricPut put;

  /**
   * A store for the cluster of a database.
   *
   * @param database the open database; the caller closes it
   */
  public MetricRepository(Database database) {
    this.database = database;
    this.cluster = database.cluster();
    this.dialect = Dialect.of(database.dsl().configuration());
    this.reads = new MetricReads(database);
    this.purge = new MetricPurge(database);
  }

  @Override
  public BulkLoadReport put(Collection<MetricSample> samples) {
    if (database.inTransaction()) {
      // What it remembers would be wrong if the caller's transaction is rolled back.
      return newPut().all(samples);
    }
    try {
      putting.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException(
          "put samples: the thread was interrupted while another one put; nothing is stored");
    }
    try {
      MetricPut ready = put;
      if (ready == null) {
        ready = newPut();
        put = ready;
      }
      return ready.all(samples);
    } finally {
      putting.unlock();
    }
  }

  private MetricPut newPut() {
    return new MetricPut(database, new MetricTarget(cluster, dialect));
  }

  @Override
  public BulkLoad<MetricSample> bulk() {
    return (samples, options) ->
        BulkRun.load(database, new MetricTarget(cluster, dialect), samples, options);
  }

  @Override
  public Stream<MetricSeries> series(MetricQuery query) {
    return reads.series(query);
  }

  @Override
  public Stream<MetricSample> stream(MetricQuery query) {
    return reads.stream(query);
  }

  @Override
  public Page<MetricSample> page(MetricQuery query, int rows, @Nullable PageToken after) {
    return reads.page(query, rows, after);
  }

  @Override
  public Stream<MetricSample> latest(MetricQuery query) {
    return reads.latest(query);
  }

  @Override
  public Stream<MetricSample> scan(Instant from, Instant to) {
    return reads.scan(from, to);
  }

  @Override
  public long count(MetricQuery query) {
    return reads.count(query);
  }

  @Override
  public long deleteBefore(Instant time) {
    return purge.before(time);
  }
}
