// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core;

import io.agentstorage.core.error.StorageException;
import java.time.Duration;

/** Is told when a block will be run again. It is called by the thread that runs the block, outside of a transaction. */
@FunctionalInterface
public interface RetryListener {

  /**
   * A try failed, and after a pause there will be another. What this throws ends the tries, and comes out.
   *
   * @param tries how often the block was tried, from 1
   * @param failure how the last try failed
   * @param pause how long the pause will be
   */
  void onRetry(int tries, StorageException failure, Duration pause);
}
