// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

import io.agentstorage.core.Deadline;
import io.agentstorage.core.QueryVisitor;
import io.agentstorage.core.error.BusyException;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.spi.AccessMode;
import io.agentstorage.core.spi.Session;
import io.agentstorage.postgres.PostgresOptions;
import io.agentstorage.postgres.WriteIsolation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Lends the sessions of one cluster. Its writers take turns: in this process by a fair queue, which needs no connection
 * to wait, and among processes by a lock on the server. Thread-safe.
 */
public final class Lending {
  private final Sessions sessions;
  private final PostgresOptions options;
  private final @Nullable ClusterId cluster;
  private final Semaphore writer = new Semaphore(1, true);

  /**
   * Lends.
   *
   * @param sessions where sessions come from
   * @param options timeouts and isolation
   * @param cluster whose rows are written; null where only clusters themselves are looked for
   */
  public Lending(Sessions sessions, PostgresOptions options, @Nullable ClusterId cluster) {
    this.sessions = sessions;
    this.options = options;
    this.cluster = cluster;
  }

  /**
   * What single queries run on.
   *
   * @param transaction the transaction of the calling thread, or null
   * @return the context
   */
  public DSLContext reads(Supplier<@Nullable Configuration> transaction) {
    return DSL.using(
        PostgresConfiguration.forReads(
            sessions.base(), new ReadConnections(sessions, transaction, this::beginQuery)));
  }

  /**
   * Lends one.
   *
   * @param mode what it is for
   * @param deadline until when to wait, and until when it may then run
   * @return the session
   */
  public Session lend(AccessMode mode, Deadline deadline) {
    if (mode == AccessMode.READ) {
      return new Lent(sessions.take(mode, this::begin, deadline), false);
    }
    awaitTurn(deadline);
    boolean taken = false;
    try {
      Lent lent = new Lent(sessions.take(mode, this::begin, deadline), true);
      taken = true;
      return lent;
    } finally {
      if (!taken) {
        writer.release();
      }
    }
  }

  private void awaitTurn(Deadline deadline) {
    if (deadline.passed()) {
      throw Sessions.passed();
    }
    Duration most =
        deadline.remaining().compareTo(options.lockTimeout()) < 0
            ? deadline.remaining()
            : options.lockTimeout();
    try {
      if (!writer.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS)) {
        if (deadline.passed()) {
          throw Sessions.passed();
        }
        throw new BusyException(
            "begin a transaction in "
                + sessions.place()
                + ": others of this process wrote to the cluster for "
                + options.lockTimeout().toMillis()
                + " ms; run the transaction again, keep those that write short, or raise the lock"
                + " timeout");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Sessions.interrupted(e);
    }
  }

  private final class Lent implements Session {
    private final PostgresSession session;
    private final boolean writes;

    Lent(PostgresSession session, boolean writes) {
      this.session = session;
      this.writes = writes;
    }

    @Override
    public Configuration configuration() {
      return session.configuration();
    }

    @Override
    public void stopAt(Deadline deadline) {
      session.stopAt(deadline);
    }

    @Override
    public Mark mark() {
      return session.mark();
    }

    @Override
    public void close() {
      try {
        sessions.giveBack(session);
      } finally {
        if (writes) {
          writer.release();
        }
      }
    }
  }

  private void begin(Connection connection, AccessMode mode) throws SQLException {
    String lockTimeout = milliseconds(options.lockTimeout());
    String statementTimeout = milliseconds(options.statementTimeout());
    if (mode == AccessMode.READ) {
      PostgresSession.run(connection, PostgresStatements.SNAPSHOT);
      if (options.statementTimeout() != null) {
        PostgresSession.run(
            connection, PostgresStatements.SET_TIMEOUTS, lockTimeout, statementTimeout);
      }
      return;
    }
    if (options.writeIsolation() == WriteIsolation.SERIALIZABLE) {
      PostgresSession.run(connection, PostgresStatements.SERIALIZABLE);
    }
    if (cluster != null && options.dialect() == SQLDialect.POSTGRES) {
      PostgresSession.run(
          connection,
          PostgresStatements.BEGIN_WRITING,
          lockTimeout,
          statementTimeout,
          PostgresStatements.LOCKS,
          cluster.value());
      return;
    }
    PostgresSession.run(connection, PostgresStatements.SET_TIMEOUTS, lockTimeout, statementTimeout);
    if (cluster != null) {
      PostgresSession.run(connection, PostgresStatements.LOCK_CLUSTER, cluster.value());
    }
  }

  /** A query that is a transaction of its own begins with nothing, unless it may not take for ever. */
  private void beginQuery(Connection connection, AccessMode mode) throws SQLException {
    if (options.statementTimeout() != null) {
      PostgresSession.run(
          connection,
          PostgresStatements.SET_TIMEOUTS,
          milliseconds(options.lockTimeout()),
          milliseconds(options.statementTimeout()));
    }
  }

  /** 0 is without end. */
  private static String milliseconds(@Nullable Duration time) {
    return time == null ? "0" : Long.toString(Math.max(1, time.toMillis()));
  }

  /**
   * A cluster, which is created where it is missing and may be.
   *
   * @param name its name; null for the only one, or one called {@code local} where there is none
   * @return it
   * @throws io.agentstorage.core.error.NotFoundException if it is not there, or none is named and there are several
   */
  public Clusters.Named cluster(@Nullable String name) {
    String wanted = name == null ? only() : name;
    ClusterId found = find(wanted);
    if (found == null && options.createCluster() && !options.readOnly()) {
      in(
          AccessMode.WRITE,
          tx -> {
            Clusters.create(tx, wanted);
            return null;
          });
      found = find(wanted);
    }
    if (found == null) {
      throw Clusters.missing(wanted, sessions.place());
    }
    return new Clusters.Named(wanted, found);
  }

  private @Nullable ClusterId find(String name) {
    return in(AccessMode.READ, tx -> Clusters.find(tx, name));
  }

  private String only() {
    Map<String, ClusterId> all =
        Objects.requireNonNullElse(in(AccessMode.READ, Clusters::all), Map.of());
    if (all.size() > 1) {
      throw Clusters.several(all.keySet(), sessions.place());
    }
    return all.isEmpty() ? Clusters.LOCAL : all.keySet().iterator().next();
  }

  private <T> @Nullable T in(AccessMode mode, Function<DSLContext, @Nullable T> work) {
    try (Session session = new Lent(sessions.take(mode, this::begin, Deadline.none()), false)) {
      return DSL.using(session.configuration())
          .transactionResult(transaction -> work.apply(transaction.dsl()));
    }
  }

  /**
   * Runs a query in a transaction that cannot write.
   *
   * @param <X> the checked exception of the visitor
   * @param sql the query
   * @param visitor what takes the rows
   * @throws X what the visitor throws
   */
  public <X extends Exception> void query(String sql, QueryVisitor<X> visitor) throws X {
    PostgresSession session = sessions.take(AccessMode.READ, this::begin, Deadline.none());
    try {
      ReadOnlyQuery.run(session, sql, visitor);
    } finally {
      sessions.giveBack(session);
    }
  }
}
