// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.error;

/** The target of a copy holds the rows of another cluster. */
public final class TargetConflictException extends StorageException {
  private static final long serialVersionUID = 1L;

  private final String table;

  /**
   * A conflict.
   *
   * @param table the table that it was seen in
   * @param message operation, reason and cure
   */
  public TargetConflictException(String table, String message) {
    super(message, null);
    this.table = table;
  }

  /**
   * Where it was seen.
   *
   * @return the name of the table
   */
  public String table() {
    return table;
  }
}
