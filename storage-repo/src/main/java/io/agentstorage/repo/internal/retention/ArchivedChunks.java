// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import static io.agentstorage.codegen.Tables.METRIC_DATA;

import io.agentstorage.codegen.types.SeriesId;
import io.agentstorage.core.Database;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.retention.SampleArchive;
import io.agentstorage.core.retention.TimedWrite;
import io.agentstorage.core.spi.bulk.RenderedBatch;
import io.agentstorage.repo.internal.Periods;
import io.agentstorage.repo.internal.SampleScan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Delete;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Deletes the samples of an archived part. Used by one thread. */
final class ArchivedChunks {

  private final Database database;
  private final SampleArchive archive;
  private final RetentionState state;
  private final ArchiveStep step;

  ArchivedChunks(Database database, SampleArchive archive, RetentionState state, ArchiveStep step) {
    this.database = database;
    this.archive = archive;
    this.state = state;
    this.step = step;
  }

  /** Nothing was deleted, for the table does not have what the archive has. */
  private static final long DIFFERS = -1;

  /** Deletes the next chunk, and says how many samples went. */
  TimedWrite deleteNext() {
    String done =
        Objects.requireNonNullElse(database.read(tx -> state.get(tx, ArchivePurge.DONE)), "0");
    int at = Integer.parseInt(done);
    if (at >= step.chunks().size()) {
      database.write(tx -> finish(tx));
      return new TimedWrite(0, Duration.ZERO);
    }
    TimedWrite gone = TimedWrite.of(database, tx -> deleteSame(tx, at, done));
    if (gone.rows() != DIFFERS) {
      return gone;
    }
    Set<MetricSample> archived = archived(at);
    return TimedWrite.of(database, tx -> deleteThose(tx, at, done, archived));
  }

  private boolean finish(DSLContext tx) {
    String part =
        "{\"rows\":" + step.rows() + ",\"from\":" + step.from() + ",\"to\":" + step.to() + "}";
    if (!state.replace(tx, ArchivePurge.STEP, step.json(), null)) {
      return false; // another process was quicker
    }
    state.put(tx, "part/" + step.part(), part);
    return state.replace(tx, ArchivePurge.DONE, state.get(tx, ArchivePurge.DONE), null);
  }

  /** Where the table still has just what the archive has, it is one range. */
  private long deleteSame(DSLContext tx, int at, String done) {
    if (!state.replace(tx, ArchivePurge.DONE, done, Integer.toString(at + 1))) {
      return 0; // another process was quicker
    }
    ArchiveStep.Chunk chunk = step.chunks().get(at);
    SampleDigest digest = new SampleDigest();
    List<SampleScan.Found> found = read(tx, at);
    found.forEach(one -> digest.add(one.sample()));
    if (digest.rows() != chunk.rows() || !digest.hex().equals(chunk.sha256())) {
      state.put(tx, ArchivePurge.DONE, done);
      return DIFFERS;
    }
    return tx.deleteFrom(METRIC_DATA).where(range(at)).execute();
  }

  /** What came late, or was changed since, stays. */
  private long deleteThose(DSLContext tx, int at, String done, Set<MetricSample> archived) {
    if (!state.replace(tx, ArchivePurge.DONE, done, Integer.toString(at + 1))) {
      return 0; // another process was quicker
    }
    Delete<?> one =
        tx.deleteFrom(METRIC_DATA)
            .where(METRIC_DATA.CLUSTER_ID.eq(DSL.param(METRIC_DATA.CLUSTER_ID)))
            .and(METRIC_DATA.PERIOD.eq(DSL.param(METRIC_DATA.PERIOD)))
            .and(METRIC_DATA.SERIES_ID.eq(DSL.param(METRIC_DATA.SERIES_ID)))
            .and(METRIC_DATA.SAMPLED_AT.eq(DSL.param(METRIC_DATA.SAMPLED_AT)));
    List<SampleScan.Found> found =
        read(tx, at).stream().filter(sample -> archived.contains(sample.sample())).toList();
    if (found.isEmpty()) {
      return 0;
    }
    try (RenderedBatch batch =
        new RenderedBatch(
            tx,
            one,
            List.of(
                METRIC_DATA.CLUSTER_ID,
                METRIC_DATA.PERIOD,
                METRIC_DATA.SERIES_ID,
                METRIC_DATA.SAMPLED_AT))) {
      for (SampleScan.Found sample : found) {
        batch.add(
            database.cluster(),
            Periods.of(sample.time()),
            new SeriesId(sample.series()),
            Instant.ofEpochMilli(sample.time()));
      }
      return IntStream.of(batch.execute()).sum();
    }
  }

  /** What the table has in the place of a chunk now. */
  private List<SampleScan.Found> read(DSLContext tx, int at) {
    SampleScan scan = new SampleScan(database.cluster());
    ArchiveStep.Chunk end = step.chunks().get(at);
    long @Nullable [] last = at == 0 ? null : place(step.chunks().get(at - 1));
    List<SampleScan.Found> all = new ArrayList<>();
    List<SampleScan.Found> some;
    do {
      some = scan.next(tx, last, step.from(), step.to());
      for (SampleScan.Found one : some) {
        last = new long[] {one.series(), one.time()};
        if (isBehind(last, place(end))) {
          return all;
        }
        all.add(one);
      }
    } while (some.size() == SampleScan.ROWS_AT_ONCE);
    return all;
  }

  private static long[] place(ArchiveStep.Chunk chunk) {
    return new long[] {chunk.series(), chunk.time()};
  }

  private static boolean isBehind(long[] one, long[] other) {
    long period = Periods.of(one[1]);
    long otherPeriod = Periods.of(other[1]);
    if (period != otherPeriod) {
      return period > otherPeriod;
    }
    return one[0] == other[0] ? one[1] > other[1] : one[0] > other[0];
  }

  private Condition range(int at) {
    ArchiveStep.Chunk end = step.chunks().get(at);
    Condition range =
        METRIC_DATA
            .CLUSTER_ID
            .eq(database.cluster())
            .and(METRIC_DATA.SAMPLED_AT.ge(Instant.ofEpochMilli(step.from())))
            .and(METRIC_DATA.SAMPLED_AT.lt(Instant.ofEpochMilli(step.to())))
            .and(METRIC_DATA.PERIOD.ge(Periods.of(step.from())))
            .and(
                DSL.row(METRIC_DATA.PERIOD, METRIC_DATA.SERIES_ID, METRIC_DATA.SAMPLED_AT)
                    .le(
                        Periods.of(end.time()),
                        new SeriesId(end.series()),
                        Instant.ofEpochMilli(end.time())));
    if (at == 0) {
      return range;
    }
    ArchiveStep.Chunk before = step.chunks().get(at - 1);
    return range.and(
        DSL.row(METRIC_DATA.PERIOD, METRIC_DATA.SERIES_ID, METRIC_DATA.SAMPLED_AT)
            .gt(
                Periods.of(before.time()),
                new SeriesId(before.series()),
                Instant.ofEpochMilli(before.time())));
  }

  /** A part is as long as some chunks: it is read up to this one. */
  private Set<MetricSample> archived(int at) {
    long from = step.chunks().stream().limit(at).mapToLong(ArchiveStep.Chunk::rows).sum();
    long to = from + step.chunks().get(at).rows();
    Set<MetricSample> archived = new HashSet<>();
    long[] row = {0};
    archive.read(
        step.part(),
        sample -> {
          if (row[0] >= from && row[0] < to) {
            archived.add(
                new MetricSample(
                    sample.series(), sample.timestamp(), sample.created(), sample.value(), null));
          }
          row[0]++;
        });
    return archived;
  }
}
