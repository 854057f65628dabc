// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

import io.agentstorage.core.Deadline;
import org.jooq.Configuration;

/** One connection, lent to one thread until it is closed. Not thread-safe. */
public interface Session extends AutoCloseable {

  /**
   * How jOOQ runs on this connection. Its transaction provider begins and ends real transactions on it, and makes
   * nested ones savepoints.
   *
   * @return the configuration
   */
  Configuration configuration();

  /**
   * Sets until when it may run. After that, and from when the thread that has it is interrupted, a running statement,
   * the next one and a commit fail with {@link io.agentstorage.core.error.CancelledException}; a rollback does not.
   *
   * @param deadline the deadline, in place of the one before
   */
  void stopAt(Deadline deadline);

  /**
   * Makes a place to go back to, where a statement that fails would otherwise end the whole transaction.
   *
   * @return the place; one that is nothing where a failure ends no more than its statement
   */
  default Mark mark() {
    return failed -> {};
  }

  /** A place in a transaction. */
  @FunctionalInterface
  interface Mark {

    /**
     * Leaves it behind.
     *
     * @param failed whether what came after it is undone
     */
    void leave(boolean failed);
  }

  /** Gives the connection back. */
  @Override
  void close();
}
