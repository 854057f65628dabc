// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.DuplicateKeyException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.bulk.BulkTarget;
import io.agentstorage.core.spi.bulk.Effect;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadProgress;
import io.agentstorage.core.store.ConflictPolicy;
import io.agentstorage.core.store.ResumePoint;
import io.agentstorage.core.store.RowOutcome;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.DSLContext;

/** Writes chunks: all rows of one together, or, if the database refuses them, {@link RowsApart apart}. */
final class ChunkWriter<T, P> {
  private final Database database;
  private final BulkTarget<T, P> target;
  private final BulkLoadOptions<T> options;

  ChunkWriter(Database database, BulkTarget<T, P> target, BulkLoadOptions<T> options) {
    this.database = database;
    this.target = target;
    this.options = options;
  }

  ChunkResult<T, P> write(Chunk<T, P> chunk, BulkLoadProgress before) {
    boolean[] atCommit = new boolean[1];
    try {
      return database.write(
          tx -> {
            atCommit[0] = false;
            ChunkResult<T, P> result = new ChunkResult<>(chunk, options.tellsOfRows());
            writeAll(tx, chunk.rows(), result, false);
            save(tx, result.after(before));
            atCommit[0] = true;
            return result;
          });
    } catch (ConstraintViolationException | DuplicateKeyException e) {
      target.forget();
      return writeApart(chunk, before, e, atCommit[0]);
    } catch (RuntimeException e) {
      target.forget();
      throw e;
    }
  }

  private ChunkResult<T, P> writeApart(
      Chunk<T, P> chunk, BulkLoadProgress before, StorageException refusal, boolean atCommit) {
    boolean[] written = new boolean[1];
    try {
      return database.write(
          tx -> {
            written[0] = false;
            ChunkResult<T, P> result = new ChunkResult<>(chunk, options.tellsOfRows());
            RowsApart<T, P> apart =
                new RowsApart<>(
                    atCommit ? RowsApart.HALVES : RowsApart.MANY,
                    rows -> writePart(rows, result, atCommit));
            apart.divide(chunk.rows(), refusal);
            if (atCommit) {
              apart.tryAgain(chunk.rows(), target::key);
            }
            apart
                .refused()
                .forEach(one -> result.reject(one.row().position(), one.row().row(), one.reason()));
            save(tx, result.after(before));
            written[0] = true;
            return result;
          });
    } catch (ConstraintViolationException | DuplicateKeyException e) {
      target.forget();
      if (atCommit || !written[0]) {
        throw e;
      }
      return writeApart(chunk, before, e, true); // one row hid from us what only the commit refuses
    } catch (RuntimeException e) {
      target.forget();
      throw e;
    }
  }

  /** In a savepoint. */
  private void writePart(List<BulkRow<T, P>> rows, ChunkResult<T, P> result, boolean atCommit) {
    try {
      database.write(
          tx -> {
            writeAll(tx, rows, result, atCommit);
            return null;
          });
    } catch (ConstraintViolationException | DuplicateKeyException e) {
      target.forget();
      throw e;
    }
  }

  private void writeAll(
      DSLContext tx, List<BulkRow<T, P>> rows, ChunkResult<T, P> result, boolean checkDeferred) {
    boolean update = options.conflictPolicy() == ConflictPolicy.UPDATE;
    List<P> prepared = rows.stream().map(BulkRow::prepared).toList();
    Effect[] effects = target.write(tx, prepared, update);
    if (effects.length != rows.size()) {
      throw new IllegalStateException(
          rows.size() + " rows were to be written, and " + effects.length + " were");
    }
    if (checkDeferred) {
      checkDeferred(tx, prepared, effects);
    }
    for (int i = 0; i < effects.length; i++) {
      BulkRow<T, P> row = rows.get(i);
      switch (effects[i]) {
        case INSERTED -> result.set(row.position(), RowOutcome.INSERTED);
        case UPDATED -> result.set(row.position(), RowOutcome.UPDATED);
        case UNCHANGED -> result.set(row.position(), RowOutcome.UNCHANGED);
        case EXISTS -> settleExisting(row, result);
      }
    }
  }

  private void checkDeferred(DSLContext tx, List<P> rows, Effect[] effects) {
    if (Dialect.of(tx.configuration()).checkDeferred(tx)) {
      return;
    }
    List<P> written =
        IntStream.range(0, effects.length)
            .filter(i -> effects[i] != Effect.EXISTS)
            .mapToObj(rows::get)
            .toList();
    target.checkDeferred(tx, written);
  }

  private void settleExisting(BulkRow<T, P> row, ChunkResult<T, P> result) {
    if (options.conflictPolicy() == ConflictPolicy.FAIL) {
      result.reject(
          row.position(),
          row.row(),
          new DuplicateKeyException(
              "load "
                  + target.describe(row.prepared())
                  + ": there is a row with this key already; load with UPDATE or SKIP where it may"
                  + " exist"));
    } else {
      result.set(row.position(), RowOutcome.UNCHANGED);
    }
  }

  private void save(DSLContext tx, BulkLoadProgress after) {
    ResumePoint point = options.resumePoint();
    if (point != null) {
      point.save(tx, after);
      target.noteOtherChange(tx);
    }
  }
}
