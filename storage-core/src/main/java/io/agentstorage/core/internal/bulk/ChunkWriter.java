// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.DuplicateKeyException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.spi.bulk.BulkTarget;
import io.agentstorage.core.spi.bulk.Effect;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadProgress;
import io.agentstorage.core.store.ConflictPolicy;
import io.agentstorage.core.store.ResumePoint;
import io.agentstorage.core.store.RowOutcome;
import java.util.List;
import org.jooq.DSLContext;

/**
 * Writes a chunk. If the database refuses it, it is written again in halves, each in a savepoint, and a half that is
 * refused in halves again: with one wrong row among ten thousand that is twice the work, not ten thousand savepoints.
 */
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
    try {
      return database.write(
          tx -> {
            ChunkResult<T, P> result = new ChunkResult<>(chunk);
            writeAll(tx, chunk.rows(), result);
            save(tx, result.after(before));
            return result;
          });
    } catch (ConstraintViolationException | DuplicateKeyException e) {
      target.forget();
      return writeApart(chunk, before, e);
    } catch (RuntimeException e) {
      target.forget();
      throw e;
    }
  }

  private ChunkResult<T, P> writeApart(
      Chunk<T, P> chunk, BulkLoadProgress before, StorageException refusal) {
    try {
      return database.write(
          tx -> {
            ChunkResult<T, P> result = new ChunkResult<>(chunk);
            halve(chunk.rows(), refusal, result);
            save(tx, result.after(before));
            return result;
          });
    } catch (RuntimeException e) {
      target.forget();
      throw e;
    }
  }

  /** Rows that were refused together. */
  private void halve(List<BulkRow<T, P>> rows, StorageException refusal, ChunkResult<T, P> result) {
    if (rows.size() == 1) {
      result.reject(rows.get(0).position(), rows.get(0).row(), refusal);
      return;
    }
    int middle = rows.size() / 2;
    writeHalf(rows.subList(0, middle), result);
    writeHalf(rows.subList(middle, rows.size()), result);
  }

  private void writeHalf(List<BulkRow<T, P>> rows, ChunkResult<T, P> result) {
    try {
      database.write(
          tx -> {
            writeAll(tx, rows, result);
            return null;
          });
    } catch (ConstraintViolationException | DuplicateKeyException e) {
      target.forget();
      halve(rows, e, result);
    }
  }

  private void writeAll(DSLContext tx, List<BulkRow<T, P>> rows, ChunkResult<T, P> result) {
    boolean update = options.conflictPolicy() == ConflictPolicy.UPDATE;
    Effect[] effects = target.write(tx, rows.stream().map(BulkRow::prepared).toList(), update);
    if (effects.length != rows.size()) {
      throw new IllegalStateException(
          rows.size() + " rows were to be written, and " + effects.length + " were");
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
    }
  }
}
