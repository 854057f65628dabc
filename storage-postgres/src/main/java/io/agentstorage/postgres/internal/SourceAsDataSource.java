// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Our connections for those who want a data source, and more of them at once than a pool may have. */
final class SourceAsDataSource implements DataSource {
  private final ConnectionSource source;

  SourceAsDataSource(ConnectionSource source) {
    this.source = source;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return source.single();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return source.single();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("this data source does not log");
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return type.cast(this);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
