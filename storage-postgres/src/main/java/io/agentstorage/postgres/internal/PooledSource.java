// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.postgres.PostgresOptions;
import java.sql.Connection;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/** Connections of a pool of our own, which is made with the first of them: opening must fail with the driver's own words. */
public final class PooledSource implements ConnectionSource {
  private static final String WRONG_PARAMETER = PSQLState.INVALID_PARAMETER_VALUE.getState();
  private static final Set<String> CHECKED =
      Set.of(PGProperty.SSL_MODE.getName(), PGProperty.TARGET_SERVER_TYPE.getName());
  private static final String PARAMETERS_HINT =
      "; write postgresql://user@host:5432/database, with parameters of the JDBC driver";

  private final ServerAddress address;
  private final PostgresOptions options;
  private final Properties properties;
  private final AtomicReference<@Nullable HikariDataSource> pool = new AtomicReference<>();
  private boolean closed;

  /**
   * A source.
   *
   * @param address where the database is
   * @param options how to connect
   */
  public PooledSource(ServerAddress address, PostgresOptions options) {
    this.address = address;
    this.options = options;
    this.properties = address.properties(options);
  }

  @Override
  public Connection single() throws SQLException {
    Driver driver = new Driver();
    requireValid(driver);
    try {
      return Objects.requireNonNull(driver.connect(address.jdbcUrl(), properties));
    } catch (PSQLException e) {
      // Else the driver itself refuses, before it has asked any server.
      if (e.getServerErrorMessage() != null || !WRONG_PARAMETER.equals(e.getSQLState())) {
        throw e;
      }
      throw new CannotOpenException(
          "open " + address.place() + ": " + e.getMessage() + PARAMETERS_HINT,
          new FailedStatement(null, 0, e.getSQLState()),
          e);
    }
  }

  /** What the driver would report as a server that cannot be reached, or with the whole address. */
  private void requireValid(Driver driver) {
    if (Driver.parseURL(address.jdbcUrl(), properties) == null) {
      throw new CannotOpenException(
          "open " + address.place() + ": the driver cannot read this address" + PARAMETERS_HINT);
    }
    for (DriverPropertyInfo parameter : driver.getPropertyInfo(address.jdbcUrl(), properties)) {
      if (CHECKED.contains(parameter.name)
          && parameter.value != null
          && Stream.of(parameter.choices).noneMatch(parameter.value::equalsIgnoreCase)) {
        throw new CannotOpenException(
            "open "
                + address.place()
                + ": the parameter "
                + parameter.name
                + " is one of "
                + String.join(", ", parameter.choices)
                + PARAMETERS_HINT);
      }
    }
  }

  @Override
  public Connection get() throws SQLException {
    HikariDataSource ready = pool.get();
    return (ready == null ? pool() : ready).getConnection();
  }

  private synchronized HikariDataSource pool() {
    if (closed) {
      throw new StorageException("the database is closed; open it again", null);
    }
    HikariDataSource ready = pool.get();
    if (ready == null) {
      ready = new HikariDataSource(config());
      pool.set(ready);
    }
    return ready;
  }

  private HikariConfig config() {
    HikariConfig config = new HikariConfig();
    config.setPoolName("agent-storage");
    config.setJdbcUrl(address.jdbcUrl());
    config.setDataSourceProperties(properties);
    config.setMaximumPoolSize(options.connections());
    config.setMinimumIdle(0);
    config.setIdleTimeout(60_000);
    config.setConnectionTimeout(Math.max(250, options.connectTimeout().toMillis()));
    config.setInitializationFailTimeout(-1);
    config.setThreadFactory(Thread.ofPlatform().daemon().name("agent-storage-pool-", 0).factory());
    return config;
  }

  @Override
  public void discard(Connection connection) {
    HikariDataSource ready = pool.get();
    if (ready != null) {
      ready.evictConnection(connection);
    }
  }

  /** The pool itself does not look at one that was used half a second ago. */
  @Override
  public void discardIdle() {
    HikariDataSource ready = pool.get();
    if (ready != null && !ready.isClosed()) {
      ready.getHikariPoolMXBean().softEvictConnections();
    }
  }

  @Override
  public String place() {
    return address.place();
  }

  @Override
  public synchronized void close() {
    closed = true;
    HikariDataSource ready = pool.get();
    if (ready != null) {
      ready.close();
    }
  }
}
