// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON values one behind the other: one, several, or one on each line.
 *
 * <p>After an error reading goes on at the next line that begins with <code>{</code>, which is the next object of
 * line-wise JSON and of one that is printed over many lines. Brackets and commas that an abandoned value left behind
 * the next one are passed over. A line that begins with {@code ---} ends the JSON: what follows is YAML.
 */
final class JsonDocuments implements Documents {
  private final TextSource source;
  private final Trail trail;
  private @Nullable JsonTokens current;
  private long number;
  private long begin;
  private boolean recovering;
  private boolean yaml;

  JsonDocuments(TextSource source, Trail trail) {
    this.source = source;
    this.trail = trail;
  }

  @Override
  public @Nullable TokenReader next() throws IOException {
    JsonTokens previous = current;
    if (previous != null) {
      source.moveTo(previous.end());
      previous.close();
      current = null;
    }
    skipBetween();
    if (source.peek() < 0) {
      return null;
    }
    if (YamlDocuments.atMarker(source, '-')) {
      yaml = true;
      return null;
    }
    trail.reset();
    number++;
    begin = source.position();
    JsonTokens tokens = new JsonTokens(source, trail);
    current = tokens;
    return tokens;
  }

  @Override
  public void recover(long from) throws IOException {
    JsonTokens broken = current;
    if (broken != null) {
      broken.close();
      current = null;
    }
    recovering = true;
    source.moveTo(Math.max(from, begin));
    int c;
    do {
      c = source.peek();
      source.skip();
    } while (c >= 0
        && !(c == '\n' && (source.peek() == '{' || YamlDocuments.atMarker(source, '-'))));
  }

  @Override
  public boolean continuesAsYaml() {
    return yaml;
  }

  @Override
  public long number() {
    return number;
  }

  private void skipBetween() throws IOException {
    int c = source.peek();
    while (c == ' ' || c == '\t' || c == '\n' || c == '\r' || (recovering && isLeftOver(c))) {
      source.skip();
      c = source.peek();
    }
  }

  private static boolean isLeftOver(int c) {
    return c == ',' || c == ']' || c == '}';
  }
}
