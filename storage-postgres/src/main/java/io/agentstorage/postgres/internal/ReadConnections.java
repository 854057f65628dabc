// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

import io.agentstorage.core.Deadline;
import io.agentstorage.core.spi.AccessMode;
import java.sql.Connection;
import java.util.function.Supplier;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jspecify.annotations.Nullable;

/** The connections of single queries: that of the thread's transaction if it is in one, else one of its own. */
public final class ReadConnections implements ConnectionProvider {
  private final Sessions sessions;
  private final Supplier<@Nullable Configuration> transaction;
  private final PostgresSession.Opening opening;

  ReadConnections(
      Sessions sessions,
      Supplier<@Nullable Configuration> transaction,
      PostgresSession.Opening opening) {
    this.sessions = sessions;
    this.transaction = transaction;
    this.opening = opening;
  }

  @Override
  public @Nullable Connection acquire() {
    Configuration current = transaction.get();
    if (current != null) {
      return current.connectionProvider().acquire();
    }
    PostgresSession session = sessions.take(AccessMode.READ, opening, Deadline.none());
    boolean taken = false;
    try {
      session.beginForOneQuery();
      Connection connection = session.acquire();
      taken = true;
      return connection;
    } finally {
      if (!taken) {
        sessions.giveBack(session);
      }
    }
  }

  @Override
  public void release(Connection connection) {
    if (connection instanceof LentConnection lent) {
      PostgresSession session = lent.session();
      session.release(connection);
      if (session.ofOneQuery()) {
        sessions.giveBack(session);
      }
    }
  }
}
