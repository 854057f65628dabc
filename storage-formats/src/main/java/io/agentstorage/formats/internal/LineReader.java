// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Lines of bytes, one at a time, in one buffer that grows up to the longest line allowed. A longer line is given in part,
 * and the rest of it passed over. Not thread-safe.
 */
final class LineReader {
  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private final int longest;
  private byte[] bytes = new byte[CHUNK];
  private int filled;
  private int nextStart;
  private boolean atEnd;
  private boolean inTooLong;

  private int start;
  private int end;
  private long number;
  private boolean terminated;
  private boolean tooLong;

  LineReader(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** Goes to the next line; false at the end of the input. */
  boolean next() throws IOException {
    if (inTooLong && !passOver()) {
      return false;
    }
    int from = nextStart;
    while (true) {
      int newline = newline(from);
      if (newline >= 0) {
        line(newline, newline + 1, true);
        return true;
      }
      if (filled - nextStart > longest) {
        line(filled, filled, false);
        inTooLong = true;
        return true;
      }
      if (atEnd) {
        boolean more = nextStart < filled;
        if (more) {
          line(filled, filled, false);
        }
        return more;
      }
      int known = filled - nextStart;
      fill();
      from = nextStart + known;
    }
  }

  private void line(int lineEnd, int next, boolean withNewline) {
    start = nextStart;
    tooLong = lineEnd - start > longest;
    end = tooLong ? start + longest : lineEnd;
    nextStart = next;
    terminated = withNewline;
    number++;
  }

  private boolean passOver() throws IOException {
    int newline = newline(nextStart);
    while (newline < 0) {
      if (atEnd) {
        return false;
      }
      nextStart = filled;
      fill();
      newline = newline(nextStart);
    }
    nextStart = newline + 1;
    inTooLong = false;
    return true;
  }

  private int newline(int from) {
    byte[] content = bytes;
    for (int i = from; i < filled; i++) {
      if (content[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void fill() throws IOException {
    if (nextStart > 0) {
      System.arraycopy(bytes, nextStart, bytes, 0, filled - nextStart);
      filled -= nextStart;
      nextStart = 0;
    }
    if (filled == bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(2L * bytes.length, longest + (long) CHUNK));
    }
    int read = in.read(bytes, filled, bytes.length - filled);
    if (read < 0) {
      atEnd = true;
    } else {
      filled += read;
    }
  }

  /** The buffer, until {@link #next} is called. */
  byte[] bytes() {
    return bytes;
  }

  /** Where the line starts in the buffer. */
  int start() {
    return start;
  }

  /** Where the line ends in the buffer, without its line feed. */
  int end() {
    return end;
  }

  /** The number of the line, from 1. */
  long number() {
    return number;
  }

  /** Whether the line ends with a line feed. */
  boolean terminated() {
    return terminated;
  }

  /** Whether this is only the start of a line that is longer than allowed. */
  boolean tooLong() {
    return tooLong;
  }
}
