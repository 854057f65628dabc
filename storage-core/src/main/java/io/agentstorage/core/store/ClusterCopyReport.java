// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import java.time.Duration;
import java.util.List;

/**
 * What a copy of a cluster did. Immutable.
 *
 * @param tables each table of a cluster, in the order in which they were copied
 * @param cancelled whether the copy was stopped before its end; running it again goes on
 * @param elapsed how long it took
 */
public record ClusterCopyReport(List<TableCopy> tables, boolean cancelled, Duration elapsed) {

  /** Keeps the list as it is now. */
  public ClusterCopyReport {
    tables = List.copyOf(tables);
  }

  /**
   * How many rows of the target were changed.
   *
   * @return the sum over all tables
   */
  public long written() {
    return tables.stream().mapToLong(TableCopy::written).sum();
  }
}
