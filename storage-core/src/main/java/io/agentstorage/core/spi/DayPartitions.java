// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

import io.agentstorage.core.model.ClusterId;
import java.util.OptionalLong;
import org.jooq.DSLContext;
import org.jooq.Table;

/** Tables that a database keeps in partitions, one for each day in UTC. Thread-safe. */
public interface DayPartitions {

  /**
   * Makes the partition of a day, unless it is there.
   *
   * @param tx a write transaction
   * @param table the table
   * @param day days since 1970-01-01
   */
  void add(DSLContext tx, Table<?> table, long day);

  /**
   * Drops the partitions of days before some day that have rows of one cluster only.
   *
   * @param tx a write transaction
   * @param table the table
   * @param day days since 1970-01-01
   * @param cluster the cluster
   * @return how many rows are gone, empty if the role may not drop
   */
  OptionalLong dropBefore(DSLContext tx, Table<?> table, long day, ClusterId cluster);
}
