// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import io.agentstorage.core.Database;
import io.agentstorage.core.TransactionBlock;
import io.agentstorage.core.TransactionOptions;
import io.agentstorage.core.model.ClusterId;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A database that notes what is run on it, below jOOQ, because the library does not run everything through jOOQ. One
 * thread.
 */
final class RecordingDatabase implements Database {
  private final Database real;
  private final List<Statement> statements = new ArrayList<>();

  RecordingDatabase(Database real) {
    this.real = real;
  }

  /**
   * A statement that was prepared.
   *
   * @param sql its text
   * @param binds the values last bound to it, by their place from 1
   */
  record Statement(String sql, TreeMap<Integer, Object> binds) {
    void bindTo(PreparedStatement statement) throws SQLException {
      for (Integer place : binds.keySet()) {
        statement.setObject(place, binds.get(place));
      }
    }
  }

  /** What was run since this was asked last, in its order. */
  List<Statement> taken() {
    List<Statement> taken = List.copyOf(statements);
    statements.clear();
    return taken;
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T read(
      TransactionOptions options, TransactionBlock<T, X> block) throws X {
    return real.read(options, tx -> block.run(recording(tx)));
  }

  @Override
  public <T extends @Nullable Object, X extends Exception> T write(
      TransactionOptions options, TransactionBlock<T, X> block) throws X {
    return real.write(options, tx -> block.run(recording(tx)));
  }

  @Override
  public DSLContext dsl() {
    return recording(real.dsl());
  }

  @Override
  public boolean inTransaction() {
    return real.inTransaction();
  }

  @Override
  public ClusterId cluster() {
    return real.cluster();
  }

  @Override
  public void close() {
    real.close();
  }

  private DSLContext recording(DSLContext context) {
    Configuration configuration = context.configuration();
    return DSL.using(configuration.derive(new Recorder(configuration.connectionProvider())));
  }

  private final class Recorder implements ConnectionProvider {
    private final ConnectionProvider provider;

    Recorder(ConnectionProvider provider) {
      this.provider = provider;
    }

    @Override
    public @Nullable Connection acquire() {
      Connection connection = provider.acquire();
      return connection == null ? null : proxy(Connection.class, new OfConnection(connection));
    }

    @Override
    public void release(Connection connection) {
      provider.release(((OfConnection) Proxy.getInvocationHandler(connection)).connection);
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private final class OfConnection implements InvocationHandler {
    private final Connection connection;

    OfConnection(Connection connection) {
      this.connection = connection;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      Object result = call(connection, method, arguments);
      if (result instanceof PreparedStatement prepared && arguments != null) {
        Statement statement = new Statement((String) arguments[0], new TreeMap<>());
        statements.add(statement);
        return proxy(
            PreparedStatement.class,
            (self, setter, values) -> {
              if (setter.getName().startsWith("set") && values != null && values.length > 1) {
                statement.binds().put((Integer) values[0], values[1]);
              }
              return call(prepared, setter, values);
            });
      }
      return result;
    }
  }
}
