// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import io.agentstorage.core.error.StorageException;
import io.agentstorage.disk.ContentKind;
import io.agentstorage.disk.MetricFileOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The journal that rows are put into. There is none while no row waits: it is made by the first put after the one before
 * was sealed. Not thread-safe: {@link JournalQueue} has the lock.
 */
final class ActiveJournal {
  private final JournalFolder folder;
  private final ContentKind kind;
  private final String store;
  private final MetricFileOptions options;
  private final List<SealedJournal> sealed = new ArrayList<>();
  private final List<StorageException> troubles = new ArrayList<>();
  private @Nullable JournalWriter writer;
  private long journals;
  private long lastMillis;
  private long firstRowAt;

  ActiveJournal(JournalFolder folder, ContentKind kind, String store, MetricFileOptions options) {
    this.folder = folder;
    this.kind = kind;
    this.store = store;
    this.options = options;
  }

  /** Appends a put, all of it or nothing. */
  void put(List<Frame> frames) {
    JournalWriter to = writer;
    JournalId id = to == null ? new JournalId(kind, store, journals) : to.id();
    long millis = nextMillis();
    try {
      if (to == null) {
        to = JournalWriter.create(folder, id);
        journals++;
        writer = to;
      }
      boolean first = to.rows() == 0;
      to.append(
          frames.stream().map(frame -> frame.putAt(millis)).toList(),
          options.durability().syncInterval().isZero());
      if (first) {
        firstRowAt = System.nanoTime();
      }
    } catch (IOException e) {
      long bytes = frames.stream().mapToLong(f -> Frame.HEAD_BYTES + f.json().length).sum();
      StorageException failure = IoErrors.writing("put metrics into", folder.journal(id), e, bytes);
      if (to != null && to.isBroken()) {
        seal();
      }
      throw failure;
    }
    if (rows() >= options.rowLimit()) {
      seal();
    }
  }

  /** The clock of the machine may be set back; names that sort by time must not follow it. */
  private long nextMillis() {
    lastMillis = Math.max(lastMillis, Math.max(0, options.clock().millis()));
    return lastMillis;
  }

  long rows() {
    return writer == null ? 0 : writer.rows();
  }

  /** How long until a file is to be made of it: 0 or less if it is time, {@link Long#MAX_VALUE} while it has no row. */
  long nanosUntilDue() {
    return rows() == 0
        ? Long.MAX_VALUE
        : firstRowAt + options.flushInterval().toNanos() - System.nanoTime();
  }

  /** Takes no more rows. The next put begins another. */
  void seal() {
    JournalWriter from = writer;
    if (from == null) {
      return;
    }
    writer = null;
    sealed.add(new SealedJournal(from.id(), from.length(), from.rows()));
    try (from) {
      syncIfNeeded(from);
    } catch (IOException e) {
      troubles.add(IoErrors.writing("close", folder.journal(from.id()), e, 0));
    }
  }

  /** Forces it to the disk. What the disk may have lost is still in memory then: it is sealed, a file is made soon. */
  void sync() {
    if (writer != null && !syncIfNeeded(writer)) {
      seal();
    }
  }

  private boolean syncIfNeeded(JournalWriter to) {
    try {
      if (!to.isSynced()) {
        to.sync();
      }
      return true;
    } catch (IOException e) {
      troubles.add(IoErrors.writing("force to the disk", folder.journal(to.id()), e, 0));
      return false;
    }
  }

  /** What was sealed since this was asked last. */
  List<SealedJournal> takeSealed() {
    return take(sealed);
  }

  /** What has failed since this was asked last and that nobody was told of. */
  List<StorageException> takeTroubles() {
    return take(troubles);
  }

  private static <T> List<T> take(List<T> from) {
    List<T> taken = List.copyOf(from);
    from.clear();
    return taken;
  }
}
