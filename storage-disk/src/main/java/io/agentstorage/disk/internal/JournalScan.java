// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a journal holds, after a look at all of it.
 *
 * @param goodBytes where the last whole put ends
 * @param bytes where the journal ends
 * @param rows how many rows the good part has
 * @param firstTime when the first of them was put, in milliseconds since 1970; 0 without rows
 * @param lastTime when the last of them was put
 * @param problem what is wrong behind the good part, null if nothing is there
 */
record JournalScan(
    long goodBytes,
    long bytes,
    long rows,
    long firstTime,
    long lastTime,
    @Nullable String problem) {

  static JournalScan of(Path journal, long limit) throws IOException {
    try (JournalReader reader = JournalReader.open(journal, limit)) {
      long good = reader.position();
      long rows = 0;
      long rowsOfPut = 0;
      long firstTime = 0;
      long lastTime = 0;
      for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
        rowsOfPut += frame.rows();
        if (frame.last()) {
          firstTime = rows == 0 ? frame.time() : firstTime;
          lastTime = frame.time();
          rows += rowsOfPut;
          rowsOfPut = 0;
          good = reader.position();
        }
      }
      String problem = reader.problem();
      if (problem == null && good < reader.size()) {
        problem = "the last put was not finished";
      }
      return new JournalScan(good, reader.size(), rows, firstTime, lastTime, problem);
    }
  }

  boolean isWhole() {
    return problem == null;
  }
}
