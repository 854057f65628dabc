// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Text of a {@link TextSource} for a parser; closing it leaves the source open. */
class SourceReader extends Reader {
  private final TextSource source;
  private @Nullable IOException failure;

  SourceReader(TextSource source) {
    this.source = source;
  }

  @Override
  public final int read(char[] target, int offset, int length) throws IOException {
    try {
      return length == 0 ? 0 : read(source, target, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** What went wrong with the input itself: parsers hide it among their own errors. */
  final @Nullable IOException failure() {
    return failure;
  }

  int read(TextSource from, char[] target, int offset, int length) throws IOException {
    return from.read(target, offset, length, false);
  }

  @Override
  public void close() {}
}
