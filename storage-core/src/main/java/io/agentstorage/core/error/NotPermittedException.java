// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.error;

import org.jspecify.annotations.Nullable;

/** The role that is logged in may not do this, or not with the rows of this cluster. */
public final class NotPermittedException extends StorageException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message operation, reason and cure
   * @param statement what was being run
   * @param cause what the driver threw, or null
   */
  public NotPermittedException(
      String message, FailedStatement statement, @Nullable Throwable cause) {
    super(message, statement, cause);
  }
}
