// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.ErrorListener;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** What is SQLite's own. */
final class SqliteDialect implements Dialect {

  @Override
  public StorageException translate(
      @Nullable Connection connection, @Nullable String sql, SQLException failure) {
    return SqliteErrors.classify(ErrorListener.describe(sql), sql, failure, stopped(connection));
  }

  private static @Nullable String stopped(@Nullable Connection connection) {
    try {
      Stopper stopper = connection == null ? null : CachingConnection.stopperOf(connection);
      return stopper == null ? null : stopper.stopped();
    } catch (SQLException e) {
      return null; // a connection that cannot say what it is; its failure is reported as it is
    }
  }

  @Override
  public Object changeMark(DSLContext tx) {
    return SqliteChangeMark.read(tx);
  }
}
