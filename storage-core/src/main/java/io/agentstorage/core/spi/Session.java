// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

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

  /** Gives the connection back. */
  @Override
  void close();
}
