// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.error;

import org.jspecify.annotations.Nullable;

/** A row breaks a NOT NULL, CHECK, FOREIGN KEY or type rule of the schema, or is larger than the database takes. */
public final class ConstraintViolationException extends StorageException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message operation, reason and cure
   * @param statement what was being run
   * @param cause what the driver threw, or null
   */
  public ConstraintViolationException(
      String message, FailedStatement statement, @Nullable Throwable cause) {
    super(message, statement, cause);
  }

  /**
   * A failure without a statement.
   *
   * @param message operation, reason and cure
   */
  public ConstraintViolationException(String message) {
    super(message, FailedStatement.NONE, null);
  }
}
