// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.retention;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.spi.Dialect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One run: it deletes chunk by chunk, and counts. Used by one thread. */
final class RetentionRun {
  /** 4 MiB of pages are moved in some hundredths of a second. */
  private static final long STEP_BYTES = 4L << 20;

  private final Database database;
  private final RetentionPolicy policy;
  private final RetentionListener listener;
  private final BooleanSupplier stop;
  private final long start = System.nanoTime();
  private final Map<String, ClassReport> reports = new LinkedHashMap<>();
  private long givenBack;
  private boolean stopped;

  RetentionRun(
      Database database, RetentionPolicy policy, RetentionListener listener, BooleanSupplier stop) {
    this.database = database;
    this.policy = policy;
    this.listener = listener;
    this.stop = stop;
  }

  /** Says how much went. */
  long letGo(RetainedClass retained, PurgeRequest request) {
    if (stops()) {
      return 0;
    }
    Purge purge = retained.select(request);
    ClassPlan plan = purge.plan();
    listener.onClass(plan);
    ChunkRows chunk = new ChunkRows(policy.mostChunkRows(), policy.chunkTime());
    ClassReport report = new ClassReport(retained.name(), 0, 0, 0, Duration.ZERO);
    try {
      boolean done = false;
      while (!done && !stops()) {
        Purge.Deleted deleted = purge.delete(chunk.rows());
        done = deleted.done();
        if (deleted.rows() > 0) {
          chunk.took(deleted.held());
          report =
              report.plus(
                  new ClassReport(
                      retained.name(), deleted.rows(), deleted.bytes(), 1, deleted.held()));
          listener.onChunk(plan, report.rows());
          rest();
        }
      }
    } finally {
      reports.merge(retained.name(), report, ClassReport::plus);
    }
    return report.rows();
  }

  /** Free pages go from the end of the file; each step is a transaction of its own, too. */
  void giveBack(long keepFree) {
    long step = -1;
    while (step != 0 && !stops()) {
      step =
          database.write(tx -> Dialect.of(tx.configuration()).giveBack(tx, keepFree, STEP_BYTES));
      givenBack += step;
      if (step > 0) {
        rest();
      }
    }
    if (givenBack > 0) {
      shortenLog();
    }
  }

  void shortenLog() {
    if (!stopped) {
      dialect().shortenLog();
    }
  }

  private Dialect dialect() {
    return Dialect.of(database.dsl().configuration());
  }

  /** SQLite has no queue: those who wait for its lock in another process look for it now and then. */
  private void rest() {
    try {
      Thread.sleep(policy.pause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException(
          "retention run: the thread was interrupted; what went before is gone, the next run goes"
              + " on");
    }
  }

  private boolean stops() {
    stopped = stopped || stop.getAsBoolean();
    return stopped;
  }

  RetentionReport report() {
    return new RetentionReport(
        new ArrayList<>(reports.values()),
        givenBack,
        Duration.ofNanos(System.nanoTime() - start),
        stopped);
  }
}
