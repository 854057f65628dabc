// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.Deadline;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.tools.jdbc.DefaultConnection;
import org.jspecify.annotations.Nullable;

/** The connections of single queries: that of the thread's transaction if it is in one, else a reader's. */
public final class ReadConnections implements ConnectionProvider {
  private final Supplier<SessionPool> pool;
  private final Supplier<@Nullable Configuration> transaction;
  private final Map<Connection, SqliteSession> lent = new ConcurrentHashMap<>();

  /**
   * A provider.
   *
   * @param pool where readers are
   * @param transaction the transaction of the calling thread, or null
   */
  public ReadConnections(
      Supplier<SessionPool> pool, Supplier<@Nullable Configuration> transaction) {
    this.pool = pool;
    this.transaction = transaction;
  }

  @Override
  public @Nullable Connection acquire() {
    Configuration current = transaction.get();
    if (current != null) {
      return current.connectionProvider().acquire();
    }
    SqliteSession session = pool.get().take(true, Deadline.none());
    boolean taken = false;
    try {
      // A wrapper of its own: a result that a block left open may give back the bare connection
      // later, when somebody else has it.
      Connection connection = new DefaultConnection(session.acquire());
      lent.put(connection, session);
      taken = true;
      return connection;
    } finally {
      if (!taken) {
        pool.get().giveBack(session);
      }
    }
  }

  @Override
  public void release(Connection connection) {
    SqliteSession session = lent.remove(connection);
    if (session != null) {
      pool.get().giveBack(session);
    }
  }
}
