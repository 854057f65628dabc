// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.retention;

import java.time.Duration;
import java.util.List;

/**
 * What a run did. Immutable.
 *
 * @param classes what went of each class
 * @param givenBackBytes how much of the database file was given back to the filesystem; 0 on a server, which uses again
 *     what it has
 * @param elapsed how long it took
 * @param stopped whether it was told to stop before its end; what went until then is gone
 */
public record RetentionReport(
    List<ClassReport> classes, long givenBackBytes, Duration elapsed, boolean stopped) {

  /** Copies the list. */
  public RetentionReport {
    classes = List.copyOf(classes);
  }

  /**
   * How much went.
   *
   * @return rows and files of all classes
   */
  public long rows() {
    return classes.stream().mapToLong(ClassReport::rows).sum();
  }

  /**
   * How long others had to wait for one transaction of the run at the most, where they did.
   *
   * @return the longest of all classes
   */
  public Duration longestChunk() {
    return classes.stream()
        .map(ClassReport::longestChunk)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
