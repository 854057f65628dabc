// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;

/**
 * SQLite counts commits of other connections apart from rows changed by this one; both counts are a connection's own.
 *
 * @param session whose counts these are
 * @param byOthers changes with each commit of another connection
 * @param byThis rows changed by this connection, those that were rolled back included
 */
record SqliteChangeMark(ConnectionProvider session, long byOthers, long byThis) {

  static SqliteChangeMark read(DSLContext tx) {
    return new SqliteChangeMark(
        tx.configuration().connectionProvider(),
        number(tx, SqliteStatements.CHANGES_BY_OTHERS),
        number(tx, SqliteStatements.CHANGES_BY_THIS));
  }

  private static long number(DSLContext tx, String sql) {
    return tx.fetchSingle(sql).get(0, Long.class);
  }
}
