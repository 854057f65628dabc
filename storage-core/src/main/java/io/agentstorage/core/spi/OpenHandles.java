// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is taken from a database and not given back. Immutable.
 *
 * @param connections connections that are lent: to a transaction, or to a result that is not closed
 * @param statements statements that are not closed
 * @param transactions transactions that have not ended
 * @param takenAt where each connection and statement was taken, where that is traced; else empty
 */
public record OpenHandles(
    int connections, int statements, int transactions, List<Throwable> takenAt) {

  /** Copies the list. */
  public OpenHandles {
    takenAt = List.copyOf(takenAt);
  }

  /**
   * Whether nothing is open.
   *
   * @return true if all counts are 0
   */
  public boolean none() {
    return connections == 0 && statements == 0 && transactions == 0;
  }

  /**
   * Adds those of another part of the database.
   *
   * @param other the others
   * @return both together
   */
  public OpenHandles plus(OpenHandles other) {
    return new OpenHandles(
        connections + other.connections,
        statements + other.statements,
        transactions + other.transactions,
        Stream.concat(takenAt.stream(), other.takenAt.stream()).toList());
  }
}
