// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

/**
 * How far a bulk load is, after a commit. Immutable.
 *
 * @param inserted rows that were new
 * @param updated rows that differed from what was stored
 * @param unchanged rows that were stored already
 * @param rejected rows that the database refused
 */
public record BulkLoadProgress(long inserted, long updated, long unchanged, long rejected) {

  /** Before the first row. */
  public static final BulkLoadProgress NONE = new BulkLoadProgress(0, 0, 0, 0);

  /**
   * All rows so far: the position in the input, from 0, of the next one.
   *
   * @return the sum
   */
  public long rows() {
    return inserted + updated + unchanged + rejected;
  }
}
