// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

/** What a database implements that can tell what is taken from it and not given back: tests ask for it. Thread-safe. */
public interface HandleTracking {

  /**
   * What is open now. What other threads run at this moment is in it.
   *
   * @return the counts; all 0 where everything was closed
   */
  OpenHandles openHandles();

  /**
   * Remembers, or no longer remembers, where each connection and statement is taken from now on. It is off at first,
   * because it costs a stack trace each time.
   *
   * @param on whether to remember
   */
  void traceHandles(boolean on);
}
