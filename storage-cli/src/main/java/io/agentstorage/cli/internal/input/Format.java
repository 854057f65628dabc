// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.io.IOException;
import java.util.Locale;

/** What an input is written in. The content tells; the name only decides what content leaves open. */
enum Format {
  JSON,
  YAML,
  /** Neither: it has zero bytes. */
  BINARY,
  EMPTY;

  private static final int LOOK_AHEAD = 4_096;

  /** Looks at the first few thousand characters, and takes none. */
  static Format of(TextSource source, String file) throws IOException {
    int at = 0;
    while (at < LOOK_AHEAD && isSpace(source.peek(at))) {
      at++;
    }
    int first = source.peek(at);
    if (first < 0) {
      return EMPTY;
    }
    if (hasZero(source)) {
      return BINARY;
    }
    boolean namedJson = isNamedJson(file);
    if (first == '{' || first == '[') {
      return namedJson || looksLikeJson(source, first, at + 1) ? JSON : YAML;
    }
    return namedJson && !looksLikeYaml(source, at) ? JSON : YAML;
  }

  /** In YAML braces and brackets begin a mapping or list too, but JSON has only few characters behind them. */
  private static boolean looksLikeJson(TextSource source, int open, int from) throws IOException {
    int at = from;
    while (at < LOOK_AHEAD && isSpace(source.peek(at))) {
      at++;
    }
    int c = source.peek(at);
    return c < 0
        || c == '"'
        || (open == '{' ? c == '}' : c == '{' || c == '[' || c == ']' || (c >= '0' && c <= '9'));
  }

  private static boolean looksLikeYaml(TextSource source, int from) throws IOException {
    int c = source.peek(from);
    if (c == '#' || c == '%' || (c == '-' && source.peek(from + 1) == '-')) {
      return true;
    }
    int at = from;
    while (at < LOOK_AHEAD && isWord(source.peek(at))) {
      at++;
    }
    return at > from && source.peek(at) == ':' && isSpace(source.peek(at + 1));
  }

  private static boolean hasZero(TextSource source) throws IOException {
    // Only what is there already: a slow pipe is not waited for.
    int length = Math.min(LOOK_AHEAD, source.buffered());
    for (int i = 0; i < length; i++) {
      if (source.peek(i) == 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNamedJson(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    name = name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
    return name.endsWith(".json") || name.endsWith(".ndjson") || name.endsWith(".jsonl");
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private static boolean isWord(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
