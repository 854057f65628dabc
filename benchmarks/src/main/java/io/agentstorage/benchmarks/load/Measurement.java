// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import java.util.List;
import java.util.Locale;

/**
 * What one load took.
 *
 * @param phase which of the loads of a run
 * @param seconds from the first resource until the database was closed
 * @param closeSeconds how much of them closing took
 * @param cpuSeconds of all threads of the process
 * @param allocatedBytes on the heap, 0 where there is none
 * @param peakBytes of memory that the process has had at once so far, 0 where it cannot be told
 * @param databaseBytes of the file
 */
record Measurement(
    Phase phase,
    double seconds,
    double closeSeconds,
    double cpuSeconds,
    long allocatedBytes,
    long peakBytes,
    long databaseBytes) {

  private static final String START = "measured ";

  /** How a process tells it to the one that started it. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%s%s %.6f %.6f %.6f %d %d %d",
        START,
        phase.name(),
        seconds,
        closeSeconds,
        cpuSeconds,
        allocatedBytes,
        peakBytes,
        databaseBytes);
  }

  static boolean isLine(String line) {
    return line.startsWith(START);
  }

  static Measurement parse(String line) {
    List<String> words = List.of(line.substring(START.length()).split(" ", -1));
    return new Measurement(
        Phase.valueOf(words.get(0)),
        Double.parseDouble(words.get(1)),
        Double.parseDouble(words.get(2)),
        Double.parseDouble(words.get(3)),
        Long.parseLong(words.get(4)),
        Long.parseLong(words.get(5)),
        Long.parseLong(words.get(6)));
  }
}
