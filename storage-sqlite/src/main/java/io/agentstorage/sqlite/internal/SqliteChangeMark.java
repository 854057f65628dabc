// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import java.sql.Connection;
import java.util.Objects;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;

/**
 * SQLite counts commits of other connections apart from rows changed by this one; both counts are a connection's own.
 *
 * @param connection whose counts these are; each block has a provider of its own, which lends the same one
 * @param byOthers changes with each commit of another connection
 * @param byThis rows changed by this connection, those that were rolled back included
 */
record SqliteChangeMark(Connection connection, long byOthers, long byThis) {

  static SqliteChangeMark read(DSLContext tx) {
    ConnectionProvider provider = tx.configuration().connectionProvider();
    Connection connection = Objects.requireNonNull(provider.acquire());
    try {
      return new SqliteChangeMark(
          connection,
          number(tx, SqliteStatements.CHANGES_BY_OTHERS),
          number(tx, SqliteStatements.CHANGES_BY_THIS));
    } finally {
      provider.release(connection);
    }
  }

  private static long number(DSLContext tx, String sql) {
    return tx.fetchSingle(sql).get(0, Long.class);
  }
}
