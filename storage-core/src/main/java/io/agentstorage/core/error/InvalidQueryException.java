// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.error;

import org.jspecify.annotations.Nullable;

/**
 * A query that a person wrote cannot be run: it is no SQL, names what is not there, or would write. The database is
 * fine, and the same query will fail again. {@link #reason()} may repeat words of the query.
 */
public final class InvalidQueryException extends StorageException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * A failure.
   *
   * @param reason what is wrong with the query, in the words of the database where it has some
   * @param statement what was to be run
   * @param cause what the driver threw, or null
   */
  public InvalidQueryException(
      String reason, FailedStatement statement, @Nullable Throwable cause) {
    super("query: " + reason, statement, cause);
    this.reason = reason;
  }

  /**
   * What is wrong with the query, without the operation.
   *
   * @return the reason
   */
  public String reason() {
    return reason;
  }
}
