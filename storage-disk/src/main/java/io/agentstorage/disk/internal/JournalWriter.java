// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Appends to a journal. Not thread-safe. Not a channel: an interrupt of one thread that puts would close it for all.
 */
final class JournalWriter implements AutoCloseable {
  private final JournalId id;
  private final RandomAccessFile file;
  private long length;
  private long rows;
  private boolean synced = true;
  private boolean broken;

  private JournalWriter(JournalId id, RandomAccessFile file) {
    this.id = id;
    this.file = file;
  }

  /** Makes a new journal, whose name is on the disk when this returns. */
  static JournalWriter create(JournalFolder folder, JournalId id) throws IOException {
    Path path = folder.journal(id);
    if (Files.exists(path)) {
      throw new FileAlreadyExistsException(path.toString());
    }
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      file.write(Frame.MAGIC);
      file.getFD().sync();
      Durable.syncFolder(folder.path());
    } catch (IOException e) {
      try (file) {
        Files.deleteIfExists(path);
      } catch (IOException left) {
        e.addSuppressed(left); // without a row it is removed by the next start
      }
      throw e;
    }
    JournalWriter writer = new JournalWriter(id, file);
    writer.length = Frame.MAGIC.length;
    return writer;
  }

  JournalId id() {
    return id;
  }

  /** How many bytes were acknowledged; what may come after them was not. */
  long length() {
    return length;
  }

  long rows() {
    return rows;
  }

  /** Whether nothing more may be appended, for nobody knows what is behind the end. */
  boolean isBroken() {
    return broken;
  }

  boolean isSynced() {
    return synced;
  }

  /** Appends a put. If that fails, nothing of it is there, or the journal is broken. */
  void append(List<Frame> frames, boolean sync) throws IOException {
    long end = length;
    long added = 0;
    boolean written = false;
    try {
      file.seek(end);
      for (Frame frame : frames) {
        file.write(frame.head(end));
        file.write(frame.json());
        end += Frame.HEAD_BYTES + frame.json().length;
        added += frame.rows();
      }
      written = true;
      if (sync) {
        file.getFD().sync();
      }
    } catch (IOException e) {
      // After a failed sync nobody knows what is on the disk, also of what was put before.
      broken = written;
      cutBack(e);
      throw e;
    }
    synced = sync;
    length = end;
    rows += added;
  }

  private void cutBack(IOException reason) {
    try {
      file.setLength(length);
    } catch (IOException e) {
      broken = true;
      reason.addSuppressed(e);
    }
  }

  void sync() throws IOException {
    file.getFD().sync();
    synced = true;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
