// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core;

/**
 * How a block is run. Immutable: each method gives a changed copy.
 *
 * @param deadline when it is stopped
 * @param retry whether it is run again after a failure that may pass
 */
public record TransactionOptions(Deadline deadline, Retry retry) {
  private static final TransactionOptions DEFAULTS =
      new TransactionOptions(Deadline.none(), Retry.none());

  /**
   * No deadline, one try.
   *
   * @return the defaults
   */
  public static TransactionOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Sets when the block is stopped: waiting for a connection or a lock, a running statement and the next one fail with
   * {@link io.agentstorage.core.error.CancelledException}, and nothing of it is stored. Inside another block, the sooner
   * of both deadlines holds. What the block itself does besides queries is not stopped.
   *
   * @param stop the deadline; it holds for all tries together
   * @return a changed copy
   */
  public TransactionOptions deadline(Deadline stop) {
    return new TransactionOptions(stop, retry);
  }

  /**
   * Declares that the block may be run more than once: it does nothing that a rollback leaves done, and reads again what
   * it needs. It is then run again from its start, in a new transaction, after each failure that is {@link
   * io.agentstorage.core.error.StorageException#retryable()}. Inside another block this has no effect: only the
   * outermost transaction can be run again, and its own declaration decides.
   *
   * @param policy how often, and with which pauses
   * @return a changed copy
   */
  public TransactionOptions repeatable(Retry policy) {
    return new TransactionOptions(deadline, policy);
  }
}
