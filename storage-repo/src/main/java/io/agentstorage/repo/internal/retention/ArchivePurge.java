// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import static io.agentstorage.codegen.Tables.METRIC_DATA;

import io.agentstorage.core.Database;
import io.agentstorage.core.retention.ClassPlan;
import io.agentstorage.core.retention.SampleArchive;
import io.agentstorage.repo.internal.Periods;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Archives samples, then deletes them. What it is at is remembered in the database, in the transaction that does it, so
 * that a process that dies at any moment is gone on with:
 *
 * <ol>
 *   <li>the name of the part is remembered; one that is found so later is discarded, for nothing of it was deleted;
 *   <li>the part is written from one state of the table, and read back: both must have the same samples;
 *   <li>it is remembered as archived, with the digest of each chunk;
 *   <li>each chunk is deleted in a transaction that compares it again, and remembers that. What came late, or has another
 *       value by now, stays, and goes with a later part.
 * </ol>
 *
 * <p>Used by one thread.
 */
final class ArchivePurge implements DoomedSamples {
  /** The step that is under way. */
  static final String STEP = "archive";

  /** How many chunks of it are deleted. */
  static final String DONE = "archive-done";

  /** How many parts there were. */
  private static final String PARTS = "archive-parts";

  /** A part is read again as a whole where a sample came late. */
  private static final long MOST_ROWS = 1_000_000;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  private final Database database;
  private final SampleArchive archive;
  private final RetentionState state;
  private final Condition doomed;
  private final long end;
  private final ClassPlan plan;

  ArchivePurge(
      Database database,
      SampleArchive archive,
      RetentionState state,
      Condition doomed,
      long end,
      ClassPlan plan) {
    this.database = database;
    this.archive = archive;
    this.state = state;
    this.doomed = doomed;
    this.end = end;
    this.plan = plan;
  }

  @Override
  public ClassPlan plan() {
    return plan;
  }

  @Override
  public Condition doomed() {
    return doomed;
  }

  @Override
  public Deleted delete(int mostRows) {
    String json = database.read(tx -> state.get(tx, STEP));
    ArchiveStep step = json == null ? null : ArchiveStep.parse(json);
    if (step != null && step.archived()) {
      return new ArchivedChunks(database, archive, state, step)
          .deleteNext()
          .deleted(RowBytes.SAMPLE, false);
    }
    if (json != null && step != null) {
      archive.discard(step.part());
      database.write(tx -> state.replace(tx, STEP, json, null));
    }
    ArchiveStep next = begin();
    if (next == null) {
      return Deleted.nothing(true);
    }
    ArchiveStep archived = new ArchiveWriting(database, archive, next).writeAndCompare();
    if (!remember(next, archived)) {
      archive.discard(next.part()); // another process took this one for dead, and begins again
    }
    return Deleted.nothing(false);
  }

  private boolean remember(ArchiveStep written, ArchiveStep archived) {
    return database.write(
        tx -> {
          if (!archived.archived()) {
            return state.replace(tx, STEP, written.json(), null); // all were deleted meanwhile
          }
          boolean ours = state.replace(tx, STEP, written.json(), archived.json());
          if (ours) {
            state.put(tx, DONE, "0");
          }
          return ours;
        });
  }

  /** Remembers the name of the next part; null if nothing is left to go. */
  private @Nullable ArchiveStep begin() {
    return database.write(
        tx -> {
          SamplePosition first = end == Long.MIN_VALUE ? null : SamplePosition.at(tx, doomed, 0);
          if (first == null) {
            return null;
          }
          long from = first.period() * Periods.MILLIS;
          long to = Math.min(end, (Periods.day(from) + 1) * Periods.DAY_MILLIS);
          Condition inPart =
              doomed
                  .and(METRIC_DATA.PERIOD.ge(first.period()))
                  .and(METRIC_DATA.SAMPLED_AT.lt(Instant.ofEpochMilli(to)));
          SamplePosition over = SamplePosition.at(tx, inPart, MOST_ROWS);
          if (over != null) {
            to = Math.max(over.period(), first.period() + 1) * Periods.MILLIS;
          }
          String parts = state.get(tx, PARTS);
          long number = parts == null ? 1 : Long.parseLong(parts) + 1;
          state.put(tx, PARTS, Long.toString(number));
          ArchiveStep step =
              new ArchiveStep(
                  "samples-"
                      + database.cluster().value()
                      + "-"
                      + TIME.format(Instant.ofEpochMilli(from))
                      + "-"
                      + number,
                  from,
                  to,
                  List.of());
          state.replace(tx, STEP, null, step.json());
          return step;
        });
  }
}
