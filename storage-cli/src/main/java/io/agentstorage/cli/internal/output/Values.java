// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import java.util.HexFormat;

/** Values of SQLite as text that loses nothing of them. */
final class Values {
  private static final int ID_BYTES = 16;
  private static final int[] ID_GROUPS = {8, 12, 16, 20, 32};

  private Values() {}

  /** A real is the shortest decimal that is read back as the same; SQLite's own shell says Inf too. */
  static String text(Object value) {
    if (value instanceof byte[] bytes) {
      return hex(bytes);
    }
    if (value instanceof Double real && Double.isInfinite(real)) {
      return real > 0 ? "Inf" : "-Inf";
    }
    return value.toString();
  }

  /** 16 bytes are written in the groups of a UUID, as find and get print ids, whether they are one or not. */
  static String hex(byte[] bytes) {
    String hex = HexFormat.of().formatHex(bytes);
    if (bytes.length != ID_BYTES) {
      return hex;
    }
    StringBuilder id = new StringBuilder(36);
    int from = 0;
    for (int to : ID_GROUPS) {
      id.append(from == 0 ? "" : "-").append(hex, from, to);
      from = to;
    }
    return id.toString();
  }
}
