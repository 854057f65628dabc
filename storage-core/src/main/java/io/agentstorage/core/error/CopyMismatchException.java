// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.error;

/** After a copy, the rows of the target are not those of the source. */
public final class CopyMismatchException extends StorageException {
  private static final long serialVersionUID = 1L;

  private final String table;

  /**
   * A mismatch.
   *
   * @param table the table whose rows differ
   * @param message operation, reason and cure
   */
  public CopyMismatchException(String table, String message) {
    super(message, null);
    this.table = table;
  }

  /**
   * Where both sides differ.
   *
   * @return the name of the table
   */
  public String table() {
    return table;
  }
}
