// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The decoded text of one input, of which the last half million characters or more can be read again: after an error
 * the readers step back to a place from which they can go on. Positions are in chars from the beginning of the input.
 *
 * <p>A byte sequence that is not valid in the encoding becomes one {@link #FAULT} character, and its position is
 * remembered, so that only the object that has it is lost.
 */
final class TextSource implements AutoCloseable {
  /** Stands for bytes that are not valid: a noncharacter, legal in a JSON string and illegal anywhere in YAML. */
  static final char FAULT = '\uffff';

  private static final int WINDOW = 1 << 20;
  private static final int MAX_FAULTS = 10_000;

  private record Fault(long position, long byteOffset) {}

  private final InputStream in;
  private final byte[] bytes = new byte[1 << 14];
  private final ByteBuffer undecoded = ByteBuffer.wrap(bytes);
  private final Deque<Fault> faults = new ArrayDeque<>();
  private char[] window = new char[1 << 14];
  private @Nullable CharsetDecoder decoder;
  private @Nullable IOException failure;
  private long decodedBytes;
  private long base;
  private long linesBeforeBase;
  private int limit;
  private int at;
  private boolean ended;

  TextSource(InputStream in) {
    this.in = in;
    undecoded.limit(0);
  }

  /** The position of the next character. */
  long position() {
    return base + at;
  }

  /** Goes back or forward to a position; what is too far back to be kept gives the oldest that is. */
  void moveTo(long position) throws IOException {
    at = (int) Math.max(0, Math.min(position - base, limit));
    while (position() < position && peek() >= 0) {
      at = (int) Math.min(position - base, limit);
    }
  }

  /** The next character without taking it, -1 at the end. */
  int peek() throws IOException {
    return has(1) ? window[at] : -1;
  }

  /** The character some places further on, -1 behind the end. */
  int peek(int ahead) throws IOException {
    return has(ahead + 1) ? window[at + ahead] : -1;
  }

  /** How many characters are there without waiting for more input. */
  int buffered() {
    return limit - at;
  }

  void skip() {
    at++;
  }

  /** As {@link java.io.Reader#read(char[], int, int)}, but stops behind the end of a line if that is asked for. */
  int read(char[] target, int offset, int length, boolean oneLine) throws IOException {
    if (!has(1)) {
      return -1;
    }
    int n = Math.min(length, limit - at);
    if (oneLine) {
      for (int i = 0; i < n; i++) {
        if (window[at + i] == '\n') {
          n = i + 1;
        }
      }
    }
    System.arraycopy(window, at, target, offset, n);
    at += n;
    return n;
  }

  /** Whether the next character is the first of a line. */
  boolean atLineStart() {
    return at > 0 ? window[at - 1] == '\n' : base == 0;
  }

  /** The number of the line, from 1, that has a position which is still kept. */
  long line(long position) {
    long line = linesBeforeBase + 1;
    for (int i = 0; i < limit && base + i < position; i++) {
      if (window[i] == '\n') {
        line++;
      }
    }
    return line;
  }

  /** The byte offset of the first invalid bytes at or behind one position and before another, or -1. */
  long faultBetween(long from, long to) {
    while (!faults.isEmpty() && faults.getFirst().position() < from) {
      faults.removeFirst();
    }
    return !faults.isEmpty() && faults.getFirst().position() < to
        ? faults.getFirst().byteOffset()
        : -1;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean has(int n) throws IOException {
    while (limit - at < n) {
      if (failure != null && limit == at) {
        throw failure;
      }
      if (failure != null || ended) {
        return false;
      }
      fill();
    }
    return true;
  }

  private void fill() {
    makeRoom();
    int before = limit;
    while (limit == before && !ended && failure == null) {
      decode(more());
    }
  }

  /** Reads more bytes behind those not decoded yet; keeps an error until all text before it was read. */
  private boolean more() {
    undecoded.compact();
    try {
      int n = in.read(bytes, undecoded.position(), undecoded.remaining());
      if (n > 0) {
        undecoded.position(undecoded.position() + n);
      }
      return n < 0;
    } catch (IOException e) {
      failure = e;
      return false;
    } finally {
      undecoded.flip();
    }
  }

  private void decode(boolean last) {
    CharsetDecoder current = decoder;
    if (current == null) {
      // Three bytes tell the encoding; fewer only if there are no more.
      if (undecoded.remaining() < 4 && !last && failure == null) {
        return;
      }
      Encoding encoding = Encoding.of(bytes, undecoded.limit());
      undecoded.position(encoding.markLength());
      decodedBytes = encoding.markLength();
      current =
          encoding
              .charset()
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
      decoder = current;
    }
    CharBuffer target = CharBuffer.wrap(window, limit, window.length - limit);
    while (true) {
      int from = undecoded.position();
      CoderResult result = current.decode(undecoded, target, last);
      decodedBytes += undecoded.position() - from;
      if (!result.isError() || !target.hasRemaining()) {
        ended = last && result.isUnderflow();
        break;
      }
      if (faults.size() < MAX_FAULTS) {
        faults.addLast(new Fault(base + target.position(), decodedBytes));
      }
      target.put(FAULT);
      undecoded.position(undecoded.position() + result.length());
      decodedBytes += result.length();
    }
    limit = target.position();
  }

  private void makeRoom() {
    if (limit < window.length - 1) {
      return;
    }
    if (window.length < WINDOW) {
      window = Arrays.copyOf(window, window.length * 2);
      return;
    }
    int dropped = Math.min(WINDOW / 2, at);
    if (dropped == 0) {
      throw new IllegalStateException("more was looked at ahead than can be kept");
    }
    for (int i = 0; i < dropped; i++) {
      if (window[i] == '\n') {
        linesBeforeBase++;
      }
    }
    System.arraycopy(window, dropped, window, 0, limit - dropped);
    base += dropped;
    at -= dropped;
    limit -= dropped;
  }
}
