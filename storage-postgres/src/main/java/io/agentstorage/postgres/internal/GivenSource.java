// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Connections of a data source that somebody else has and closes. */
public final class GivenSource implements ConnectionSource {
  private final DataSource source;

  /**
   * A source.
   *
   * @param source the data source, of PostgreSQL's driver or of a pool over it
   */
  public GivenSource(DataSource source) {
    this.source = source;
  }

  @Override
  public Connection get() throws SQLException {
    return source.getConnection();
  }

  @Override
  public void discard(Connection connection) {
    try {
      // The driver's own is closed below that of a pool, which then finds it dead.
      if (connection.unwrap(PGConnection.class) instanceof Connection bare) {
        bare.abort(Runnable::run);
      }
      connection.close();
    } catch (SQLException e) {
      return; // it is closed, which is what was wanted
    }
  }

  /** They are not ours. */
  @Override
  public void discardIdle() {}

  @Override
  public String place() {
    return "the given data source";
  }

  @Override
  public void close() {}
}
