// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.retention.SampleArchive;
import io.agentstorage.repo.internal.SampleScan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Writes one part of an archive, and reads it back. Used by one thread, once. */
final class ArchiveWriting {
  private final Database database;
  private final SampleArchive archive;
  private final ArchiveStep step;
  private final List<ArchiveStep.Chunk> chunks = new ArrayList<>();

  ArchiveWriting(Database database, SampleArchive archive, ArchiveStep step) {
    this.database = database;
    this.archive = archive;
    this.step = step;
  }

  /**
   * Writes what the table has.
   *
   * @return the step with what was written; without chunks, and no part, where there was nothing
   * @throws CorruptException if the archive gives back something else; there is then no part
   */
  ArchiveStep writeAndCompare() {
    archive.write(step.part(), writer -> database.read(tx -> forEach(tx, writer)));
    if (chunks.isEmpty()) {
      archive.discard(step.part());
    } else {
      compare();
    }
    return new ArchiveStep(step.part(), step.from(), step.to(), chunks);
  }

  /** One state of the table, however long it takes. */
  private @Nullable Void forEach(DSLContext tx, Consumer<MetricSample> writer) {
    SampleScan scan = new SampleScan(database.cluster());
    SampleDigest digest = new SampleDigest();
    long @Nullable [] last = null;
    List<SampleScan.Found> some;
    do {
      some = scan.next(tx, last, step.from(), step.to());
      for (SampleScan.Found one : some) {
        digest.add(one.sample());
        writer.accept(one.sample());
      }
      if (!some.isEmpty()) {
        SampleScan.Found end = some.get(some.size() - 1);
        last = new long[] {end.series(), end.time()};
        chunks.add(new ArchiveStep.Chunk(end.series(), end.time(), some.size(), digest.hex()));
      }
    } while (some.size() == SampleScan.ROWS_AT_ONCE);
    return null;
  }

  private void compare() {
    ChunkComparison comparison = new ChunkComparison(chunks);
    archive.read(step.part(), comparison::take);
    if (!comparison.same()) {
      archive.discard(step.part());
      throw new CorruptException(
          "archive samples: the part "
              + step.part()
              + " has other samples than were written to it; nothing was deleted, and it is"
              + " removed: look at the disk of the archive, and at how it is written");
    }
  }

  /** What comes back, chunk by chunk. */
  private static final class ChunkComparison {
    private final List<ArchiveStep.Chunk> wanted;
    private final SampleDigest digest = new SampleDigest();
    private int at;
    private boolean same = true;

    ChunkComparison(List<ArchiveStep.Chunk> wanted) {
      this.wanted = wanted;
    }

    void take(MetricSample sample) {
      if (at == wanted.size()) {
        same = false;
        return;
      }
      digest.add(sample);
      if (digest.rows() == wanted.get(at).rows()) {
        same &= digest.hex().equals(wanted.get(at).sha256());
        at++;
      }
    }

    boolean same() {
      return same && at == wanted.size();
    }
  }
}
