// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.error;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The statement that failed, and what the database calls the failure. Immutable.
 *
 * @param sql the SQL with its placeholders, never with values; null where no statement was running
 * @param resultCode the extended result code of SQLite (sqlite.org/rescode.html), 0 if there is none
 * @param sqlState the SQLSTATE of PostgreSQL (appendix "PostgreSQL Error Codes" of its manual), null if there is none
 */
public record FailedStatement(@Nullable String sql, int resultCode, @Nullable String sqlState)
    implements Serializable {

  /** No statement was running. */
  public static final FailedStatement NONE = new FailedStatement(null, 0);

  /**
   * A statement that SQLite failed to run.
   *
   * @param sql the SQL with its placeholders, or null
   * @param resultCode the extended result code
   */
  public FailedStatement(@Nullable String sql, int resultCode) {
    this(sql, resultCode, null);
  }
}
