// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A part of a file, read from its start to its end. Reads of several parts do not disturb each other. What goes wrong is
 * no IOException: those that it is handed to take such for a damaged header.
 */
final class ChunkInput extends InputStream {
  private static final int BUFFER_BYTES = 16 * 1024;

  private final FileChannel channel;
  private final Path file;
  private final long end;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private long next;

  ChunkInput(FileChannel channel, Path file, long start, long length) {
    this.channel = channel;
    this.file = file;
    this.next = start;
    this.end = start + length;
  }

  /** Where in the file the next byte is. */
  long position() {
    return next - buffer.remaining();
  }

  long left() {
    return end - position();
  }

  @Override
  public int read() {
    return fill() ? buffer.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int from, int length) {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(target, from, count);
    return count;
  }

  /** So many bytes, of which there are as many left. */
  byte[] next(int length) {
    byte[] bytes = new byte[length];
    int done = 0;
    while (done < length) {
      done += read(bytes, done, length - done);
    }
    return bytes;
  }

  private boolean fill() {
    if (buffer.hasRemaining()) {
      return true;
    }
    if (next == end) {
      return false;
    }
    try {
      buffer.clear().limit((int) Math.min(BUFFER_BYTES, end - next));
      int count = channel.read(buffer, next);
      buffer.flip();
      if (count < 0) {
        throw new EOFException("the file has become shorter while it was read");
      }
      next += count;
    } catch (IOException e) {
      throw IoErrors.reading(file, e);
    }
    return true;
  }
}
