// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** Gives a new connection each time, and does something once rows of a COPY are at the server and others are not. */
record TappedSource(String address, Runnable inCopy) implements DataSource {

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = DriverManager.getConnection(address);
    PGConnection tapped =
        instead(
            PGConnection.class,
            connection.unwrap(PGConnection.class),
            "getCopyAPI",
            new Copies(connection.unwrap(BaseConnection.class)));
    return (Connection)
        Proxy.newProxyInstance(
            TappedSource.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, values) ->
                method.getName().equals("unwrap") && values[0] == PGConnection.class
                    ? tapped
                    : call(connection, method, values));
  }

  private static <T> T instead(Class<T> type, T of, String name, Object result) {
    return type.cast(
        Proxy.newProxyInstance(
            TappedSource.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, values) ->
                method.getName().equals(name) ? result : call(of, method, values)));
  }

  private static @Nullable Object call(Object of, Method method, Object @Nullable [] values)
      throws Throwable {
    try {
      return method.invoke(of, values);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private final class Copies extends CopyManager {
    Copies(BaseConnection connection) throws SQLException {
      super(connection);
    }

    @Override
    public CopyIn copyIn(String sql) throws SQLException {
      CopyIn copy = super.copyIn(sql);
      return (CopyIn)
          Proxy.newProxyInstance(
              TappedSource.class.getClassLoader(),
              new Class<?>[] {CopyIn.class},
              (proxy, method, values) -> {
                Object result = call(copy, method, values);
                if (method.getName().equals("writeToCopy")) {
                  copy.flushCopy();
                  inCopy.run();
                }
                return result;
              });
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("this wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
