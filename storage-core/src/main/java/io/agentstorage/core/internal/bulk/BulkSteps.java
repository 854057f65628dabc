// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.bulk.BulkTarget;
import io.agentstorage.core.spi.bulk.CheckpointHold;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadProgress;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.LoadedRow;
import io.agentstorage.core.store.ResumePoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One bulk load from its first row to its report. Used once.
 *
 * @param <T> the type of the rows
 * @param <P> what a row becomes before it is written
 */
public final class BulkSteps<T, P> {
  /** Who waits in another process, or through another database object of this one, cannot be seen. */
  private static final Duration LONGEST_COMMIT = Duration.ofSeconds(1);

  /** Until it is committed it is all in the write-ahead log. */
  private static final long MOST_COMMIT_BYTES = 32 << 20;

  private final Database database;
  private final BulkTarget<T, P> target;
  private final BulkLoadOptions<T> options;
  private final Dialect dialect;
  private final ChunkWriter<T, P> writer;
  private BulkLoadProgress progress = BulkLoadProgress.NONE;

  /** The next to be written. Whoever writes it takes it away, so that it is not in memory for as long as its commit. */
  private @Nullable Chunk<T, P> next;

  /**
   * A load.
   *
   * @param database where to
   * @param target what is done with each row
   * @param options how to load
   */
  public BulkSteps(Database database, BulkTarget<T, P> target, BulkLoadOptions<T> options) {
    this.database = database;
    this.target = target;
    this.options = options;
    this.dialect = Dialect.of(database.dsl().configuration());
    this.writer = new ChunkWriter<>(database, target, options);
  }

  /**
   * Loads everything.
   *
   * @param rows the rows
   * @return what became of them
   */
  public BulkLoadReport run(Iterator<? extends T> rows) {
    long start = System.nanoTime();
    ChunkReader<T, P> reader = new ChunkReader<>(rows, target, options);
    resume(reader);
    long resumedAt = progress.rows();
    boolean insideTransaction = database.inTransaction();
    if (options.isAllOrNothing()) {
      loadAllOrNothing(reader, insideTransaction);
    } else {
      load(reader, insideTransaction);
    }
    return new BulkLoadReport(
        progress.inserted(),
        progress.updated(),
        progress.unchanged(),
        progress.rejected(),
        resumedAt,
        reader.cancelled(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  /** Some of the rows are not all, so that a load that is cancelled stores nothing. */
  private void loadAllOrNothing(ChunkReader<T, P> reader, boolean insideTransaction) {
    BulkLoadProgress before = progress;
    try {
      database.write(
          tx -> {
            load(reader, insideTransaction);
            if (reader.cancelled()) {
              throw new CancelledException("load all or nothing: it was cancelled");
            }
            return null;
          });
    } catch (CancelledException e) {
      if (!reader.cancelled()) {
        throw e;
      }
      progress = before;
    }
  }

  private void resume(ChunkReader<T, P> reader) {
    ResumePoint point = options.resumePoint();
    if (point == null) {
      return;
    }
    progress = database.read(point::read);
    long skipped = reader.skip(progress.rows());
    if (skipped < progress.rows() && !reader.cancelled()) {
      throw new IllegalArgumentException(
          "resume a load after "
              + progress.rows()
              + " rows: the input has "
              + skipped
              + "; give the input that was interrupted, or another resume point");
    }
  }

  private void load(ChunkReader<T, P> reader, boolean insideTransaction) {
    next = reader.next(); // before checkpoints are held, for it may take any time
    if (next == null) {
      return;
    }
    try (CheckpointHold hold =
        insideTransaction || options.isAllOrNothing()
            ? CheckpointHold.NONE
            : dialect.holdCheckpoints()) {
      if (insideTransaction || reader.ended()) {
        loadAll(reader, hold); // a thread is not worth it, or must not be
      } else {
        try (ChunksAhead<T, P> ahead = new ChunksAhead<>(reader)) {
          loadAll(ahead, hold);
        }
      }
    }
  }

  private void loadAll(ChunkSource<T, P> rest, CheckpointHold hold) {
    while (next != null) {
      tell(
          target.storesWhatRowsReferTo()
              ? dialect.withoutForeignKeyChecks(() -> commit(rest))
              : commit(rest));
      hold.committed();
      next = rest.next();
      if (next != null) {
        hold.giveWay();
      }
    }
  }

  /** As many chunks as are committed together. */
  private List<ChunkResult<T, P>> commit(ChunkSource<T, P> rest) {
    List<ChunkResult<T, P>> results;
    if (options.commitRows() > Objects.requireNonNull(next).size()) {
      results = database.write(tx -> writeSome(rest));
    } else if (rest instanceof ChunksAhead && mayGoOn()) {
      results = database.write(tx -> writeWhileNobodyWaits(rest));
    } else {
      results = List.of(writeNext());
    }
    target.committed();
    return results;
  }

  private boolean mayGoOn() {
    return options.commitRows() == 0
        && !options.isAllOrNothing()
        && options.outcomeListener() == null
        && target.mayShareCommits()
        && !dialect.writersMayWait();
  }

  private List<ChunkResult<T, P>> writeSome(ChunkSource<T, P> rest) {
    List<ChunkResult<T, P>> results = new ArrayList<>();
    long begun = progress.rows();
    while (next != null) {
      results.add(writeNext());
      next = progress.rows() - begun < options.commitRows() ? rest.next() : null;
    }
    return results;
  }

  /** What was changed twice is written to the log once: a commit for ten chunks takes a sixth less than ten. */
  private List<ChunkResult<T, P>> writeWhileNobodyWaits(ChunkSource<T, P> rest) {
    List<ChunkResult<T, P>> results = new ArrayList<>();
    long begin = System.nanoTime();
    long longest = 0;
    long bytes = 0;
    while (next != null) {
      long before = System.nanoTime();
      bytes += next.bytes();
      ChunkResult<T, P> result = writeNext();
      if (options.tellsOfRows()) {
        results.add(result);
        bytes += result.rejected() * ChunkReader.REFUSED_BYTES;
      }
      long now = System.nanoTime();
      longest = Math.max(longest, now - before);
      boolean goesOn =
          now - begin + longest < LONGEST_COMMIT.toNanos()
              && bytes < MOST_COMMIT_BYTES
              && !dialect.writersMayWait();
      next = goesOn ? rest.nextIfReady() : null;
    }
    return results;
  }

  private ChunkResult<T, P> writeNext() {
    Chunk<T, P> chunk = Objects.requireNonNull(next);
    next = null;
    return write(chunk);
  }

  private ChunkResult<T, P> write(Chunk<T, P> chunk) {
    ChunkResult<T, P> result = writer.write(chunk, progress);
    progress = result.after(progress);
    if (options.outcomeListener() == null) {
      result.forgetRows();
    }
    return result;
  }

  private void tell(List<ChunkResult<T, P>> results) {
    Consumer<? super LoadedRow<T>> outcomeListener = options.outcomeListener();
    for (ChunkResult<T, P> result : results) {
      if (outcomeListener != null) {
        result.tellOutcomes(outcomeListener);
      }
      if (options.tellsOfRows()) {
        result.tellRejects(options.rejectListener());
      }
    }
    options.progressListener().accept(progress);
    if (options.isAllOrNothing()) {
      results.forEach(BulkSteps::refuse);
    }
  }

  private static <T> void refuse(ChunkResult<T, ?> result) {
    Refused<T> reject = result.firstReject();
    if (reject != null) {
      throw new ConstraintViolationException(
          "load all or nothing: row "
              + reject.position()
              + " was refused, and nothing is stored; mend or leave out the row: "
              + reject.reason().getMessage(),
          reject.reason().statement(),
          reject.reason());
    }
  }
}
