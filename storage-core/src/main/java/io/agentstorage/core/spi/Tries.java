// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

import io.agentstorage.core.Deadline;
import io.agentstorage.core.Retry;
import io.agentstorage.core.TransactionOptions;
import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.StorageException;
import java.time.Duration;
import java.util.Locale;

/** Counts how often a block was run, and waits before it is run again. */
final class Tries {
  private final String operation;
  private final Deadline deadline;
  private final Retry retry;
  private int count;

  Tries(AccessMode mode, TransactionOptions options) {
    this.operation = mode.name().toLowerCase(Locale.ROOT);
    this.deadline = options.deadline();
    this.retry = options.retry();
  }

  /**
   * Returns when it is time for the next try.
   *
   * @param failure how the last one failed
   * @throws StorageException this failure, if there will be no other try
   * @throws CancelledException if an interrupt or the deadline ends the pause
   */
  void awaitNext(StorageException failure) {
    count++;
    if (count > 1) {
      failure.tries(count);
    }
    if (!failure.retryable() || count >= retry.mostTries()) {
      throw failure;
    }
    Duration pause = retry.pauseAfter(count);
    if (deadline.remaining().compareTo(pause) <= 0) {
      throw cancelled("the deadline leaves no time for another try", failure);
    }
    retry.listener().onRetry(count, failure, pause);
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cancelled("the thread was interrupted before another try", failure);
    }
  }

  private CancelledException cancelled(String why, StorageException failure) {
    CancelledException cancelled =
        new CancelledException(
            operation
                + ": "
                + why
                + "; nothing is stored. The last failure: "
                + failure.getMessage(),
            failure.statement(),
            failure);
    cancelled.tries(count);
    return cancelled;
  }
}
