// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.io.IOException;

/** The text of one YAML document: from its marker, if it has one, to the next marker. */
final class ChunkReader extends SourceReader {
  private static final int MAX_EVENT_CHARACTERS = 16 << 20;

  private final long firstLine;
  private long untilTooLarge = MAX_EVENT_CHARACTERS;
  private boolean tooLarge;
  private boolean contentBegun;
  private boolean marked;
  private boolean ended;
  private boolean first = true;

  ChunkReader(TextSource source) {
    super(source);
    firstLine = source.line(source.position());
  }

  /** The number of the first line of this text in its file. */
  long firstLine() {
    return firstLine;
  }

  /** The parser got somewhere: it may read that much text again before it gets to the next event. */
  void allowMore() {
    untilTooLarge = MAX_EVENT_CHARACTERS;
  }

  /** Whether the text read so far has a line with a marker. */
  boolean isMarked() {
    return marked;
  }

  /** Whether a single piece of the document is larger than can be held. */
  boolean isTooLarge() {
    return tooLarge;
  }

  @Override
  int read(TextSource source, char[] target, int offset, int length) throws IOException {
    int done = 0;
    while (done < length && !ended) {
      if (source.atLineStart() && atEnd(source)) {
        ended = true;
        break;
      }
      first = false;
      int n = source.read(target, offset + done, length - done, true);
      if (n < 0) {
        ended = true;
        break;
      }
      done += n;
    }
    untilTooLarge -= done;
    if (untilTooLarge < 0) {
      tooLarge = true;
      throw new IOException("one text is too long");
    }
    return done == 0 ? -1 : done;
  }

  private boolean atEnd(TextSource source) throws IOException {
    if (YamlDocuments.atMarker(source, '.')) {
      return true;
    }
    boolean marker = YamlDocuments.atMarker(source, '-');
    // Directives belong to the document whose marker follows them.
    if (marker && !first && contentBegun) {
      return true;
    }
    marked |= marker;
    int c = source.peek();
    contentBegun |= marker || (c != '%' && c != '#' && c != '\n' && c != '\r');
    return false;
  }
}
