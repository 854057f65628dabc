// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.error;

import org.jspecify.annotations.Nullable;

/**
 * What every failure of the storage layer is. The message names the operation, what went wrong and the cure; it never
 * has a stored or bound value in it, but for the key of a row that a bulk load refuses, and what cannot be made a value of
 * its column.
 */
public class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailedStatement statement;
  private volatile int tries = 1;

  /**
   * A failure.
   *
   * @param message operation, reason and cure
   * @param statement what was being run
   * @param cause what the driver threw, or null
   */
  public StorageException(String message, FailedStatement statement, @Nullable Throwable cause) {
    super(message, cause);
    this.statement = statement;
  }

  /**
   * A failure without a statement.
   *
   * @param message operation, reason and cure
   * @param cause what was thrown below, or null
   */
  public StorageException(String message, @Nullable Throwable cause) {
    this(message, FailedStatement.NONE, cause);
  }

  /**
   * What was being run.
   *
   * @return the statement, {@link FailedStatement#NONE} if there was none
   */
  public FailedStatement statement() {
    return statement;
  }

  /**
   * How often the block was run that failed with this.
   *
   * @return 1 unless the block was declared repeatable
   */
  public final int tries() {
    return tries;
  }

  /**
   * Notes how often the block was run. For those who run blocks.
   *
   * @param count how often, from 1
   */
  public final void tries(int count) {
    tries = count;
  }

  /** The operation, the reason, the cure and, if there was more than one, the number of tries. */
  @Override
  public @Nullable String getMessage() {
    String message = super.getMessage();
    return tries == 1 ? message : message + " (after " + tries + " tries)";
  }

  /**
   * Whether the same transaction, run again from its start, may succeed.
   *
   * @return false unless a subclass says otherwise
   */
  public boolean retryable() {
    return false;
  }
}
