// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import java.time.Duration;

/**
 * What became of the rows of a bulk load: each is in exactly one of the four counts. Immutable.
 *
 * @param inserted rows that were new
 * @param updated rows that differed from what was stored
 * @param unchanged rows that were stored already
 * @param rejected rows that the database refused
 * @param resumedAt how many of these rows an interrupted load before had accounted for, 0 unless this one resumed it
 * @param cancelled whether the load was stopped before the input ended; what is counted is stored all the same
 * @param elapsed how long it took
 */
public record BulkLoadReport(
    long inserted,
    long updated,
    long unchanged,
    long rejected,
    long resumedAt,
    boolean cancelled,
    Duration elapsed) {

  /**
   * All rows that were taken from the input, by this load and the one that it resumed.
   *
   * @return the sum of the four counts
   */
  public long rows() {
    return inserted + updated + unchanged + rejected;
  }
}
