// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.error;

import org.jspecify.annotations.Nullable;

/**
 * The server cannot be reached, is starting or stopping, or the connection to it was lost. Nothing of the transaction is
 * stored, with one exception: where the connection is lost while the commit is under way, nobody can know.
 */
public final class UnavailableException extends StorageException {
  private static final long serialVersionUID = 1L;

  private final boolean outcomeKnown;

  /**
   * A failure.
   *
   * @param message operation, reason and cure
   * @param statement what was being run
   * @param cause what the driver threw, or null
   * @param outcomeKnown whether it is certain that nothing was stored
   */
  public UnavailableException(
      String message, FailedStatement statement, @Nullable Throwable cause, boolean outcomeKnown) {
    super(message, statement, cause);
    this.outcomeKnown = outcomeKnown;
  }

  /**
   * Whether it is certain that nothing was stored.
   *
   * @return false only where the connection was lost during the commit
   */
  public boolean outcomeKnown() {
    return outcomeKnown;
  }

  /** True if it is certain that nothing was stored: the server may be back soon. */
  @Override
  public boolean retryable() {
    return outcomeKnown;
  }
}
