// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.disk.MetricFile;
import io.agentstorage.disk.Quarantined;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Makes a metric file of a journal. What is to be done next is read from the names of files each time, so that going on
 * after a failure, and after a crash at any point, is the same:
 *
 * <ol>
 *   <li>{@code ID.journal}: the file is written as {@code ID.tmp}, whatever was there before;
 *   <li>it is complete: the journal is renamed {@code NAME.committed};
 *   <li>{@code ID.tmp} is renamed {@code NAME}, into the folder;
 *   <li>a committed journal without {@code ID.tmp} has its file, and is removed. The file need not be there any more:
 *       somebody may have moved it on.
 * </ol>
 */
final class Publication {
  /** What was on the disk when a crash came. */
  enum Step {
    QUARANTINED,
    TEMPORARY_WRITTEN,
    COMMITTED,
    PUBLISHED,
    REMOVED
  }

  private final JournalFolder folder;
  private final int brotliLevel;
  private final Quarantine quarantine;
  private final Consumer<Quarantined> report;
  private final Consumer<Step> reached;

  Publication(
      JournalFolder folder, int brotliLevel, Consumer<Quarantined> report, Consumer<Step> reached) {
    this.folder = folder;
    this.brotliLevel = brotliLevel;
    this.quarantine = new Quarantine(folder.root());
    this.report = report;
    this.reached = reached;
  }

  /**
   * Brings a journal to its end.
   *
   * @param id which
   * @param limit how many of its bytes were acknowledged; {@link SealedJournal#UNKNOWN} if nobody knows
   * @return the file, null if there was no row for one
   * @throws StorageException if it cannot be done now; nothing is lost
   */
  @Nullable MetricFile finish(JournalId id, long limit) {
    try {
      FileName name = folder.committedName(id);
      if (name != null && isGood(id, name)) {
        return publish(id, name);
      }
      return make(id, limit);
    } catch (IOException e) {
      throw IoErrors.writing("make a metric file of", folder.journal(id), e, 0);
    }
  }

  /** Whether the file of a committed journal is what it should be. If not, the journal has it still: back to the start. */
  private boolean isGood(JournalId id, FileName name) throws IOException {
    Path temporary = folder.temporary(id);
    Path published = folder.root().resolve(name.text());
    Path file = Files.exists(temporary) ? temporary : published;
    if (!Files.exists(file) || Brotli.checksum(file) == name.checksum()) {
      return true;
    }
    report.accept(quarantine.whole(file, "its content is not what was written"));
    Durable.move(folder.committed(name), folder.journal(id));
    reached.accept(Step.QUARANTINED);
    return false;
  }

  private @Nullable MetricFile make(JournalId id, long limit) throws IOException {
    Path journal = folder.journal(id);
    Path temporary = folder.temporary(id);
    if (!Files.exists(journal)) {
      return withoutJournal(journal, temporary, limit);
    }
    JournalScan scan = JournalScan.of(journal, limit);
    if (!scan.isWhole()) {
      report.accept(
          quarantine.tail(journal, scan.goodBytes(), scan.bytes(), String.valueOf(scan.problem())));
      reached.accept(Step.QUARANTINED);
    }
    Files.deleteIfExists(temporary);
    if (scan.rows() == 0) {
      Files.delete(journal);
      return null;
    }
    long checksum = write(journal, scan, temporary);
    reached.accept(Step.TEMPORARY_WRITTEN);
    FileName name = new FileName(id.kind(), scan.firstTime(), scan.lastTime(), id, checksum);
    Durable.move(journal, folder.committed(name));
    reached.accept(Step.COMMITTED);
    return publish(id, name);
  }

  private @Nullable MetricFile withoutJournal(Path journal, Path temporary, long limit)
      throws IOException {
    if (Files.exists(temporary)) {
      report.accept(quarantine.whole(temporary, "its journal is gone"));
    }
    if (limit != SealedJournal.UNKNOWN) {
      throw new CannotOpenException(
          "make a metric file of "
              + journal
              + ": somebody has removed it while the store was open; put it back, or its rows are"
              + " lost");
    }
    return null;
  }

  private MetricFile publish(JournalId id, FileName name) throws IOException {
    Path temporary = folder.temporary(id);
    Path file = folder.root().resolve(name.text());
    long bytes = 0;
    if (Files.exists(temporary)) {
      bytes = Files.size(temporary);
      Durable.move(temporary, file);
      reached.accept(Step.PUBLISHED);
    } else if (Files.exists(file)) {
      bytes = Files.size(file);
    }
    Files.delete(folder.committed(name));
    reached.accept(Step.REMOVED);
    return MetricFiles.describe(file, name, bytes);
  }

  /** Writes all good rows, and reads them again: after this the journal is all that could tell what is missing. */
  private long write(Path journal, JournalScan scan, Path temporary) throws IOException {
    CRC32C checksum = new CRC32C();
    try {
      try (JournalReader frames = JournalReader.open(journal, scan.goodBytes());
          OutputStream out = Brotli.output(temporary, brotliLevel)) {
        long rows = 0;
        for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
          write(rows == 0 ? '[' : ',', out, checksum);
          out.write(frame.json(), 0, frame.json().length);
          checksum.update(frame.json());
          rows += frame.rows();
        }
        write(']', out, checksum);
        if (rows != scan.rows()) {
          throw new IOException("the journal has changed since it was looked at");
        }
      }
      Durable.syncFile(temporary);
      if (Brotli.checksum(temporary) != checksum.getValue()) {
        throw new IOException("the compressed file reads back as something else");
      }
      return checksum.getValue();
    } catch (IOException e) {
      // Looked at before the file is deleted: that makes room again.
      StorageException failure = IoErrors.writing("write", temporary, e, 0);
      StorageFailure.deleteAfter(e, temporary);
      throw failure;
    }
  }

  private static void write(char c, OutputStream out, CRC32C checksum) throws IOException {
    out.write(c);
    checksum.update(c);
  }
}
