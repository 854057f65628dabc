// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.internal.bulk;

/** Reads the columns of a table from a row of whatever kind. Used by one thread. */
interface RowReader<T> {

  /**
   * What a row gives.
   *
   * @throws io.agentstorage.core.error.ConstraintViolationException if it is no row of this table
   */
  GivenRow read(T row);
}
