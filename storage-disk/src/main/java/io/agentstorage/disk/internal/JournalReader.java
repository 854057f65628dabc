// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a journal, frame by frame, up to where it ends or is no journal any more. Not thread-safe. */
final class JournalReader implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream in;
  private final long size;
  private long position;
  private @Nullable String problem;

  private JournalReader(FileInputStream file, long limit) throws IOException {
    this.in = new BufferedInputStream(file, BUFFER_BYTES);
    this.size = Math.min(limit, file.getChannel().size());
    byte[] magic = in.readNBytes((int) Math.min(size, Frame.MAGIC.length));
    if (Arrays.equals(magic, Arrays.copyOf(Frame.MAGIC, magic.length))) {
      position = magic.length; // less than all of it where the journal was just being made
    } else {
      problem = "it does not begin as a journal does";
    }
  }

  /**
   * Opens a journal.
   *
   * @param journal where it is
   * @param limit how many of its bytes count
   */
  static JournalReader open(Path journal, long limit) throws IOException {
    FileInputStream file = new FileInputStream(journal.toFile());
    try {
      return new JournalReader(file, limit);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Whether a journal was written in a format that this code does not know yet. */
  static boolean isNewer(Path journal) throws IOException {
    try (FileInputStream in = new FileInputStream(journal.toFile())) {
      byte[] magic = in.readNBytes(Frame.MAGIC.length);
      return magic.length == Frame.MAGIC.length
          && Arrays.equals(magic, 0, Frame.VERSION_AT, Frame.MAGIC, 0, Frame.VERSION_AT)
          && magic[Frame.VERSION_AT] > Frame.MAGIC[Frame.VERSION_AT];
    }
  }

  /** The next frame, null at the end; then {@link #problem()} says whether it ends as it should. */
  @Nullable Frame next() throws IOException {
    long left = size - position;
    if (problem != null || left == 0) {
      return null;
    }
    if (left < Frame.HEAD_BYTES) {
      problem = "it ends within a frame";
      return null;
    }
    byte[] bytes = in.readNBytes(Frame.HEAD_BYTES);
    ByteBuffer head = ByteBuffer.wrap(bytes);
    int length = bytes.length < Frame.HEAD_BYTES ? 0 : head.getInt();
    if (length <= 0 || length > Frame.MAX_BYTES) {
      problem = "a frame has no possible length";
      return null;
    }
    if (length > left - Frame.HEAD_BYTES) {
      problem = "it ends within a frame, or the length of that is damaged";
      return null;
    }
    int rows = head.getInt();
    long time = head.getLong();
    boolean last = head.get() == 1;
    byte[] json = in.readNBytes(length);
    if (json.length < length || head.getInt() != Frame.checksum(bytes, json, length, position)) {
      problem = "a frame has another checksum than it should";
      return null;
    }
    position += Frame.HEAD_BYTES + length;
    return new Frame(json, rows, time, last);
  }

  /** Where the next frame begins. */
  long position() {
    return position;
  }

  long size() {
    return size;
  }

  /** What is wrong at {@link #position()}, null as long as nothing is. */
  @Nullable String problem() {
    return problem;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
