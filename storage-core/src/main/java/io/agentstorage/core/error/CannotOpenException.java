// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.error;

import org.jspecify.annotations.Nullable;

/** The database could not be opened: a missing folder, a missing file, a network filesystem, no permission. */
public final class CannotOpenException extends StorageException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message operation, reason and cure
   * @param statement what was being run
   * @param cause what the driver threw, or null
   */
  public CannotOpenException(String message, FailedStatement statement, @Nullable Throwable cause) {
    super(message, statement, cause);
  }

  /**
   * A failure without a statement.
   *
   * @param message operation, reason and cure
   */
  public CannotOpenException(String message) {
    super(message, FailedStatement.NONE, null);
  }
}
