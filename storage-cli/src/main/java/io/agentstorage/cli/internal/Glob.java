// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

/** Patterns as people write them, as SQL's LIKE understands them. */
final class Glob {
  static final char ESCAPE = '\\';

  private Glob() {}

  static boolean isPattern(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  static String toLike(String glob) {
    StringBuilder like = new StringBuilder(glob.length() + 8);
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      switch (c) {
        case '*' -> like.append('%');
        case '?' -> like.append('_');
        case '%', '_', ESCAPE -> like.append(ESCAPE).append(c);
        default -> like.append(c);
      }
    }
    return like.toString();
  }
}
