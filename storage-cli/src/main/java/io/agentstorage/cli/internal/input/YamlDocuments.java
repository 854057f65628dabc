// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * YAML documents, cut at the lines that begin with {@code ---} or {@code ...} before the parser sees them, so that a
 * document that does not parse costs only itself. No scalar can contain such a line (YAML 1.1 section 9.1), so the cut
 * is always right.
 */
final class YamlDocuments implements Documents {
  private static final int LOOK_AHEAD = 4;

  private final TextSource source;
  private final Trail trail;
  private @Nullable ChunkReader current;
  private long number;

  YamlDocuments(TextSource source, Trail trail, long number) {
    this.source = source;
    this.trail = trail;
    this.number = number;
  }

  @Override
  public @Nullable TokenReader next() throws IOException, BrokenInputException {
    drain();
    while (source.peek() >= 0) {
      if (atMarker(source, '.')) {
        skipLine();
        continue;
      }
      ChunkReader chunk = new ChunkReader(source);
      current = chunk;
      trail.reset();
      number++;
      YamlTokens tokens = new YamlTokens(chunk, trail);
      // What stands before the first marker is a document only if it has content.
      if (tokens.hasContent()) {
        return tokens;
      }
      if (!chunk.isMarked()) {
        number--;
      }
      drain();
    }
    return null;
  }

  @Override
  public void recover(long from) throws IOException {
    drain();
  }

  @Override
  public boolean continuesAsYaml() {
    return false;
  }

  @Override
  public long number() {
    return Math.max(1, number);
  }

  /** Whether a line begins here with three of a character and nothing or a blank behind them. */
  static boolean atMarker(TextSource source, char c) throws IOException {
    if (source.peek() != c || !source.atLineStart() || source.peek(1) != c || source.peek(2) != c) {
      return false;
    }
    int behind = source.peek(LOOK_AHEAD - 1);
    return behind < 0 || behind == ' ' || behind == '\t' || behind == '\n' || behind == '\r';
  }

  private void drain() throws IOException {
    ChunkReader chunk = current;
    if (chunk != null) {
      char[] sink = new char[1 << 12];
      chunk.allowMore();
      while (chunk.read(sink, 0, sink.length) >= 0) {
        chunk.allowMore();
      }
      current = null;
    }
  }

  private void skipLine() throws IOException {
    int c;
    do {
      c = source.peek();
      source.skip();
    } while (c >= 0 && c != '\n');
  }
}
