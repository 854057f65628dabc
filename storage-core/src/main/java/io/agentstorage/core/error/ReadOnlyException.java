// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.error;

import org.jspecify.annotations.Nullable;

/** Something was to be written where only reading is possible: inside a read, or into a file without permission. */
public final class ReadOnlyException extends StorageException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message operation, reason and cure
   * @param statement what was being run
   * @param cause what the driver threw, or null
   */
  public ReadOnlyException(String message, FailedStatement statement, @Nullable Throwable cause) {
    super(message, statement, cause);
  }

  /**
   * A failure without a statement.
   *
   * @param message operation, reason and cure
   */
  public ReadOnlyException(String message) {
    super(message, FailedStatement.NONE, null);
  }
}
