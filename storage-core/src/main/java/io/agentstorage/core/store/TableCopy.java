// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import org.jspecify.annotations.Nullable;

/**
 * What a copy of a cluster did to one table. Immutable.
 *
 * @param table the name of the table
 * @param rows rows of the source that were compared with the target: all of them, unless the copy was cancelled
 * @param inserted rows that the target did not have
 * @param replaced rows that differed
 * @param deleted rows that only the target had
 * @param sha256 the hash that the rows of both sides have, as 64 hexadecimal digits; null if the copy was cancelled
 *     before both were read again
 */
public record TableCopy(
    String table, long rows, long inserted, long replaced, long deleted, @Nullable String sha256) {

  /**
   * How many rows of the target were changed.
   *
   * @return the sum of inserted, replaced and deleted ones
   */
  public long written() {
    return inserted + replaced + deleted;
  }
}
