// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.DuplicateKeyException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadProgress;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.ConflictPolicy;
import io.agentstorage.core.store.RejectedRow;
import io.agentstorage.repo.internal.ResourceWriter.Effect;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** One bulk load: takes rows, a chunk at a time, and writes each chunk in one transaction. Used once, by one thread. */
public final class ResourceBulkLoad {
  private final Database database;
  private final ResourceWriter writer;
  private final Clock clock;
  private final BulkLoadOptions options;

  private @Nullable Object afterLastChunk;
  private long taken;
  private long inserted;
  private long updated;
  private long unchanged;
  private long rejected;
  private boolean cancelled;

  /**
   * A load.
   *
   * @param database where to
   * @param writer a writer of its own
   * @param clock gives the times of rows, and of the load
   * @param options how to load
   */
  public ResourceBulkLoad(
      Database database, ResourceWriter writer, Clock clock, BulkLoadOptions options) {
    this.database = database;
    this.writer = writer;
    this.clock = clock;
    this.options = options;
  }

  /** What a chunk did: one effect for each row, or a reject. */
  private record ChunkResult(List<Effect> effects, List<RejectedRow<ResourceTags>> rejects) {}

  /**
   * Loads everything.
   *
   * @param resources the rows
   * @return what became of them
   */
  public BulkLoadReport run(Iterator<ResourceTags> resources) {
    long start = System.nanoTime();
    List<PreparedResource> chunk = takeChunk(resources);
    while (!chunk.isEmpty()) {
      long firstPosition = taken - chunk.size();
      account(writeChunk(chunk, firstPosition), chunk.size());
      options.progressListener().accept(progress());
      chunk = takeChunk(resources);
    }
    if (progress().rows() != taken) {
      throw new IllegalStateException(
          "a bulk load took " + taken + " rows and can account for " + progress().rows());
    }
    return new BulkLoadReport(
        inserted,
        updated,
        unchanged,
        rejected,
        cancelled,
        Duration.ofNanos(System.nanoTime() - start));
  }

  private BulkLoadProgress progress() {
    return new BulkLoadProgress(inserted, updated, unchanged, rejected);
  }

  private List<PreparedResource> takeChunk(Iterator<ResourceTags> resources) {
    List<PreparedResource> chunk = new ArrayList<>(Math.min(options.chunkRows(), 10_000));
    long bytes = 0;
    while (chunk.size() < options.chunkRows() && bytes < Limits.CHUNK_BYTES && !cancelled) {
      if (options.cancelSignal().getAsBoolean()) {
        cancelled = true;
      } else if (resources.hasNext()) {
        PreparedResource row = PreparedResource.of(resources.next());
        chunk.add(row);
        bytes += row.bytes();
        taken++;
      } else {
        break;
      }
    }
    return chunk;
  }

  private ChunkResult writeChunk(List<PreparedResource> chunk, long firstPosition) {
    try {
      ChunkResult result = database.write(tx -> writeNext(tx, chunk, firstPosition));
      writer.committed();
      return result;
    } catch (ConstraintViolationException | DuplicateKeyException e) {
      // Some row is wrong; each alone shows which. The sets remembered from the chunk were rolled
      // back.
      writer.forget();
      return database.write(tx -> writeEach(chunk, firstPosition));
    } catch (RuntimeException e) {
      writer.forget();
      throw e;
    }
  }

  private ChunkResult writeNext(DSLContext tx, List<PreparedResource> chunk, long firstPosition) {
    Dialect dialect = Dialect.of(tx.configuration());
    if (!dialect.changeMark(tx).equals(afterLastChunk)) {
      // Somebody wrote between the chunks. If it was a deletion, the numbers of the sets that are
      // remembered may by now be those of others.
      writer.forget();
    }
    ChunkResult result = writeAll(tx, chunk, firstPosition);
    afterLastChunk = dialect.changeMark(tx);
    return result;
  }

  private ChunkResult writeAll(DSLContext tx, List<PreparedResource> chunk, long firstPosition) {
    Instant now = clock.instant();
    List<Effect> effects = new ArrayList<>(chunk.size());
    List<RejectedRow<ResourceTags>> rejects = new ArrayList<>();
    // A key that comes again meets the row stored for it the first time: all are tried as new
    // before any is compared.
    List<Effect> done =
        writer.write(tx, chunk, now, options.conflictPolicy() == ConflictPolicy.UPDATE);
    for (int i = 0; i < done.size(); i++) {
      settle(done.get(i), chunk.get(i).resource(), firstPosition + i, effects, rejects);
    }
    return new ChunkResult(effects, rejects);
  }

  /** In a transaction already; each row is a savepoint in it. */
  private ChunkResult writeEach(List<PreparedResource> chunk, long firstPosition) {
    List<Effect> effects = new ArrayList<>(chunk.size());
    List<RejectedRow<ResourceTags>> rejects = new ArrayList<>();
    for (int i = 0; i < chunk.size(); i++) {
      PreparedResource row = chunk.get(i);
      long position = firstPosition + i;
      try {
        ChunkResult one = database.write(tx -> writeAll(tx, List.of(row), position));
        effects.addAll(one.effects);
        rejects.addAll(one.rejects);
      } catch (ConstraintViolationException | DuplicateKeyException e) {
        rejects.add(new RejectedRow<>(position, row.resource(), e));
      } finally {
        writer.forget();
      }
    }
    return new ChunkResult(effects, rejects);
  }

  private void settle(
      Effect effect,
      ResourceTags resource,
      long position,
      List<Effect> effects,
      List<RejectedRow<ResourceTags>> rejects) {
    if (effect == Effect.EXISTS && options.conflictPolicy() == ConflictPolicy.FAIL) {
      StorageException reason =
          new DuplicateKeyException(
              "load "
                  + resource.key()
                  + ": there is a row with this key already; load with UPDATE or SKIP where it may"
                  + " exist");
      rejects.add(new RejectedRow<>(position, resource, reason));
    } else {
      effects.add(effect);
    }
  }

  private void account(ChunkResult result, int rows) {
    if (result.effects.size() + result.rejects.size() != rows) {
      throw new IllegalStateException(
          "a chunk of "
              + rows
              + " rows gave "
              + result.effects.size()
              + " outcomes and "
              + result.rejects.size()
              + " rejects");
    }
    for (Effect effect : result.effects) {
      switch (effect) {
        case INSERTED -> inserted++;
        case UPDATED -> updated++;
        case UNCHANGED, EXISTS -> unchanged++;
      }
    }
    for (RejectedRow<ResourceTags> reject : result.rejects) {
      rejected++;
      options.rejectListener().accept(reject);
    }
  }
}
