// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a bulk load works. Immutable: each method gives a changed copy.
 *
 * <p>Rows are read from the input, and turned into what the database takes, on a thread of the load's own, while the
 * calling thread writes the ones before. Only inside a transaction of the calling thread the input is read on that
 * thread, for it may belong to the transaction. Every listener is called on the calling thread.
 *
 * @param <T> the type of the rows
 */
public final class BulkLoadOptions<T> {
  /** The rows of a chunk unless said otherwise: 10,000. */
  public static final int DEFAULT_CHUNK_ROWS = 10_000;

  private int chunkRows = DEFAULT_CHUNK_ROWS;
  private int commitRows;
  private boolean allOrNothing;
  private ConflictPolicy conflictPolicy = ConflictPolicy.UPDATE;
  private Consumer<? super BulkLoadProgress> progressListener = BulkLoadOptions::ignore;
  private @Nullable Consumer<? super RejectedRow<T>> rejectListener;
  private @Nullable Consumer<? super LoadedRow<T>> outcomeListener;
  private BooleanSupplier cancelSignal = () -> false;
  private @Nullable ResumePoint resumePoint;

  private BulkLoadOptions() {}

  /**
   * Chunks of {@value #DEFAULT_CHUNK_ROWS} rows, committed as {@link #commitRows} says; rows that exist are updated; nobody
   * listens.
   *
   * @param <T> the type of the rows
   * @return the defaults
   */
  public static <T> BulkLoadOptions<T> defaults() {
    return new BulkLoadOptions<>();
  }

  /**
   * Sets how many rows are prepared and written together, at the most: rows with long values are written sooner, about
   * every 4 MiB of them, or a 32nd of the heap if that is less. Two chunks are in memory at once, one being written and
   * the next.
   *
   * @param rows at least 1; {@value #DEFAULT_CHUNK_ROWS} unless set
   * @return a changed copy
   * @throws IllegalArgumentException if it is less
   */
  public BulkLoadOptions<T> chunkRows(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("a chunk has at least one row, this has " + rows);
    }
    return with(copy -> copy.chunkRows = rows);
  }

  /**
   * Sets after how many rows the load commits, at the end of a chunk. Other writers get their turn then; until then the
   * load waits for its input with the write lock held, and keeps in memory its rejects if {@link #onReject} or {@link
   * #onOutcome} is set, and its rows if {@link #onOutcome} is. A row that only the commit refuses, for a constraint that is deferred, is rejected where each chunk is
   * committed by itself; where several chunks are, it ends the load with what was committed before.
   *
   * <p>Unless it is set each chunk is committed; but on SQLite, of a load of resources without {@link #onOutcome}, several
   * are committed together while no thread waits to write to the same database object and the next chunk is there already:
   * for a second, or until they have 32 MiB of values. What ends the load meanwhile, an interrupt, say, or a full disk,
   * undoes what was not committed yet.
   *
   * @param rows at least 1, which commits each chunk
   * @return a changed copy
   * @throws IllegalArgumentException if it is less
   */
  public BulkLoadOptions<T> commitRows(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("a commit has at least one row, this has " + rows);
    }
    return with(copy -> copy.commitRows = rows);
  }

  /**
   * Makes the whole load one transaction, in which the first row that is refused ends the load and undoes it, with a
   * {@link io.agentstorage.core.error.ConstraintViolationException} that names its position; one that only the commit
   * refuses, for a deferred constraint, ends it too, but then no position is known. Listeners are told of rows
   * that are not stored yet, as they are inside of a transaction of the caller, and the rest of the chunk of a refused row is
   * told before the load ends.
   *
   * @return a changed copy
   */
  public BulkLoadOptions<T> allOrNothing() {
    return with(copy -> copy.allOrNothing = true);
  }

  /**
   * Sets what becomes of a row whose key is stored already.
   *
   * @param policy the policy; {@link ConflictPolicy#UPDATE} unless set
   * @return a changed copy
   */
  public BulkLoadOptions<T> onConflict(ConflictPolicy policy) {
    Objects.requireNonNull(policy, "the conflict policy");
    return with(copy -> copy.conflictPolicy = policy);
  }

  /**
   * Sets who is told after each commit.
   *
   * @param listener called on the calling thread; what it throws ends the load
   * @return a changed copy
   */
  public BulkLoadOptions<T> onProgress(Consumer<? super BulkLoadProgress> listener) {
    Objects.requireNonNull(listener, "the listener");
    return with(copy -> copy.progressListener = listener);
  }

  /**
   * Sets who is told of each refused row.
   *
   * @param listener called on the calling thread, after the commit; what it throws ends the load. If it throws, or the
   *     process dies between the commit and the call, a load that is resumed does not tell of that row, and of those after
   *     it in its commit, again: its count does
   * @return a changed copy
   */
  public BulkLoadOptions<T> onReject(Consumer<? super RejectedRow<T>> listener) {
    Objects.requireNonNull(listener, "the listener");
    return with(copy -> copy.rejectListener = listener);
  }

  /**
   * Sets who is told what became of each row, the refused ones included.
   *
   * @param listener called on the calling thread, in the order of the input, after the commit; what it throws ends the
   *     load
   * @return a changed copy
   */
  public BulkLoadOptions<T> onOutcome(Consumer<? super LoadedRow<T>> listener) {
    Objects.requireNonNull(listener, "the listener");
    return with(copy -> copy.outcomeListener = listener);
  }

  /**
   * Sets what ends the load early: once it says true the rows taken so far are stored and the load ends. Of one that is
   * all or nothing nothing is stored then, and its report counts no rows but those of the loads that it goes on from.
   *
   * @param signal asked on the thread that reads the input, before each row is taken, and while it waits for a publisher
   * @return a changed copy
   */
  public BulkLoadOptions<T> cancelWhen(BooleanSupplier signal) {
    Objects.requireNonNull(signal, "the cancel signal");
    return with(copy -> copy.cancelSignal = signal);
  }

  /**
   * Keeps in the database how far the load is, committed together with the rows. A load that begins with the same point
   * takes as many rows from its input as are accounted for, passes over them unseen, and goes on from there, whatever ended
   * the one before: so the input has to give the same rows in the same order, and another input needs another point. Its counts are those of the whole load. Once it has ended, the same load again writes nothing.
   *
   * @param point where it is kept
   * @return a changed copy
   */
  public BulkLoadOptions<T> resumeFrom(ResumePoint point) {
    Objects.requireNonNull(point, "the resume point");
    return with(copy -> copy.resumePoint = point);
  }

  /**
   * How many rows are prepared and written together.
   *
   * @return at least 1
   */
  public int chunkRows() {
    return chunkRows;
  }

  /**
   * After how many rows the load commits, at the end of a chunk.
   *
   * @return at least 1; 0 where it was not set
   */
  public int commitRows() {
    return commitRows;
  }

  /**
   * Whether the load is one transaction that a refused row undoes.
   *
   * @return false unless set
   */
  public boolean isAllOrNothing() {
    return allOrNothing;
  }

  /**
   * What becomes of a row whose key is stored already.
   *
   * @return the policy
   */
  public ConflictPolicy conflictPolicy() {
    return conflictPolicy;
  }

  /**
   * Who is told after each commit.
   *
   * @return the listener
   */
  public Consumer<? super BulkLoadProgress> progressListener() {
    return progressListener;
  }

  /**
   * Who is told of each refused row.
   *
   * @return the listener
   */
  public Consumer<? super RejectedRow<T>> rejectListener() {
    return rejectListener == null ? BulkLoadOptions::ignore : rejectListener;
  }

  /**
   * Whether anybody is told of single rows, so that each stays in memory until what became of it is known.
   *
   * @return false unless {@link #onReject} or {@link #onOutcome} is set
   */
  public boolean tellsOfRows() {
    return rejectListener != null || outcomeListener != null;
  }

  /**
   * Who is told what became of each row.
   *
   * @return the listener, or null
   */
  public @Nullable Consumer<? super LoadedRow<T>> outcomeListener() {
    return outcomeListener;
  }

  /**
   * What ends the load early.
   *
   * @return the signal
   */
  public BooleanSupplier cancelSignal() {
    return cancelSignal;
  }

  /**
   * Where it is kept how far the load is.
   *
   * @return the point, or null
   */
  public @Nullable ResumePoint resumePoint() {
    return resumePoint;
  }

  private static void ignore(Object told) {}

  private BulkLoadOptions<T> with(Consumer<BulkLoadOptions<T>> change) {
    BulkLoadOptions<T> copy = new BulkLoadOptions<>();
    copy.chunkRows = chunkRows;
    copy.commitRows = commitRows;
    copy.allOrNothing = allOrNothing;
    copy.conflictPolicy = conflictPolicy;
    copy.progressListener = progressListener;
    copy.rejectListener = rejectListener;
    copy.outcomeListener = outcomeListener;
    copy.cancelSignal = cancelSignal;
    copy.resumePoint = resumePoint;
    change.accept(copy);
    return copy;
  }
}
