// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.error;

import org.jspecify.annotations.Nullable;

/** The schema in the file is not one that this version of the library can use. */
public final class SchemaMismatchException extends StorageException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message operation, reason and cure
   * @param statement what was being run
   * @param cause what the driver threw, or null
   */
  public SchemaMismatchException(
      String message, FailedStatement statement, @Nullable Throwable cause) {
    super(message, statement, cause);
  }

  /**
   * A failure without a statement.
   *
   * @param message operation, reason and cure
   */
  public SchemaMismatchException(String message) {
    super(message, FailedStatement.NONE, null);
  }
}
