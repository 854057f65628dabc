// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.error;

import org.jspecify.annotations.Nullable;

/** Another process or transaction holds the lock that was needed. Running the whole transaction again may succeed. */
public final class BusyException extends StorageException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message operation, reason and cure
   * @param statement what was being run
   * @param cause what the driver threw, or null
   */
  public BusyException(String message, FailedStatement statement, @Nullable Throwable cause) {
    super(message, statement, cause);
  }

  /**
   * A failure without a statement.
   *
   * @param message operation, reason and cure
   */
  public BusyException(String message) {
    super(message, FailedStatement.NONE, null);
  }

  /** Always true. */
  @Override
  public boolean retryable() {
    return true;
  }
}
