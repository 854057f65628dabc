// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Rows in the text format of COPY (PostgreSQL's manual, "COPY", "Text Format"), sent in portions. */
final class CopyLines {
  private static final int PORTION = 1 << 16;

  private final CopyIn copy;
  private final StringBuilder lines = new StringBuilder(PORTION + 4096);

  CopyLines(CopyIn copy) {
    this.copy = copy;
  }

  void add(int cluster, @Nullable Object[] row) throws SQLException {
    lines.append(cluster);
    for (Object value : row) {
      lines.append('\t');
      if (value == null) {
        lines.append("\\N");
      } else {
        text(value.toString());
      }
    }
    lines.append('\n');
    if (lines.length() >= PORTION) {
      flush();
    }
  }

  private void text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> lines.append("\\\\");
        case '\n' -> lines.append("\\n");
        case '\r' -> lines.append("\\r");
        case '\t' -> lines.append("\\t");
        default -> lines.append(c);
      }
    }
  }

  void flush() throws SQLException {
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
    lines.setLength(0);
  }
}
