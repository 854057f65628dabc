// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a token reader stands in its document, and which keys the mappings that are still open have had. */
final class Trail {
  static final int MAX_DEPTH = 1_000;
  private static final int MAX_OPEN_KEYS = 500_000;
  private static final int MAX_OPEN_KEY_CHARACTERS = 16 << 20;
  private static final int MAX_SHOWN = 80;

  private final List<Level> levels = new ArrayList<>();
  private int depth;
  private int openKeys;
  private long openKeyCharacters;
  private @Nullable String duplicate;

  void reset() {
    while (depth > 0) {
      close();
    }
    duplicate = null;
  }

  int depth() {
    return depth;
  }

  /** Enters a mapping or a list. */
  void open(boolean list) throws BrokenInputException {
    element();
    if (depth == MAX_DEPTH) {
      throw new BrokenInputException(
          Reason.NESTING, "is nested more than " + MAX_DEPTH + " levels deep");
    }
    if (depth == levels.size()) {
      levels.add(new Level());
    }
    levels.get(depth++).start(list);
  }

  void close() {
    Level level = levels.get(--depth);
    openKeys -= level.keys.size();
    openKeyCharacters -= level.keys.characters();
    level.keys.clear();
  }

  /** Counts a value, if it is one of a list. */
  void element() {
    if (depth > 0 && levels.get(depth - 1).list) {
      levels.get(depth - 1).index++;
    }
  }

  /** Enters a key of the innermost mapping, and remembers the first one that was there already. */
  void key(String key) throws BrokenInputException {
    Level level = levels.get(depth - 1);
    level.key = key;
    if (!level.keys.add(key)) {
      if (duplicate == null) {
        duplicate = path();
      }
      return;
    }
    openKeyCharacters += key.length();
    if (++openKeys > MAX_OPEN_KEYS || openKeyCharacters > MAX_OPEN_KEY_CHARACTERS) {
      throw new BrokenInputException(
          Reason.TOO_LARGE, "has too many keys to be checked; split the object");
    }
  }

  boolean hasKey(String key) {
    return levels.get(depth - 1).keys.contains(key);
  }

  /** The path of the first key that occurred twice since this was last asked, or null. */
  @Nullable String takeDuplicate() {
    String path = duplicate;
    duplicate = null;
    return path;
  }

  /** The path of the last token, such as {@code .items[4].metadata.labels["app"]}; empty for the document itself. */
  String path() {
    return path(depth);
  }

  /** As {@link #path()}, but only so many levels of it. */
  String path(int outer) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < outer; i++) {
      levels.get(i).describe(path);
    }
    return path.toString();
  }

  private static final class Level {
    private final KeySet keys = new KeySet();
    private boolean list;
    private int index;
    private @Nullable String key;

    void start(boolean isList) {
      list = isList;
      index = -1;
      key = null;
    }

    void describe(StringBuilder path) {
      if (list) {
        if (index >= 0) {
          path.append('[').append(index).append(']');
        }
      } else if (key != null) {
        describe(key, path);
      }
    }

    private static void describe(String key, StringBuilder path) {
      if (isWord(key)) {
        path.append('.').append(key);
        return;
      }
      path.append("[\"");
      for (int i = 0; i < key.length() && i < MAX_SHOWN; i++) {
        char c = key.charAt(i);
        if (c == '"' || c == '\\') {
          path.append('\\').append(c);
        } else {
          path.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
      }
      path.append(key.length() > MAX_SHOWN ? "…\"]" : "\"]");
    }

    private static boolean isWord(String key) {
      for (int i = 0; i < key.length(); i++) {
        char c = key.charAt(i);
        if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && (i == 0 || c < '0' || c > '9')) {
          return false;
        }
      }
      return !key.isEmpty() && key.length() <= MAX_SHOWN;
    }
  }
}
