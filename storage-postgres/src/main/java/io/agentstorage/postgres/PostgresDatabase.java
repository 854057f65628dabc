// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import io.agentstorage.core.Deadline;
import io.agentstorage.core.QueryVisitor;
import io.agentstorage.core.TableSize;
import io.agentstorage.core.error.ReadOnlyException;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.spi.AbstractDatabase;
import io.agentstorage.core.spi.AccessMode;
import io.agentstorage.core.spi.HandleTracking;
import io.agentstorage.core.spi.OpenHandles;
import io.agentstorage.core.spi.Session;
import io.agentstorage.postgres.internal.Clusters;
import io.agentstorage.postgres.internal.ConnectionSource;
import io.agentstorage.postgres.internal.GivenSource;
import io.agentstorage.postgres.internal.Inspection;
import io.agentstorage.postgres.internal.Lending;
import io.agentstorage.postgres.internal.Migrator;
import io.agentstorage.postgres.internal.PooledSource;
import io.agentstorage.postgres.internal.ServerAddress;
import io.agentstorage.postgres.internal.Sessions;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jooq.DSLContext;

/**
 * A database on a PostgreSQL server, 15 or newer, which many clusters share; this is one cluster's view of it.
 * Thread-safe.
 *
 * <p>A {@link #read} block sees one state of the database (REPEATABLE READ). {@link #write} blocks of one cluster run one
 * after the other, on all machines together, as they do on SQLite: a lock of the cluster is taken when they begin. Those
 * of different clusters run at the same time. Threads of this process get their turn in the order in which they came.
 *
 * <p>Unlike on SQLite, a statement that fails ends its transaction: what may fail, and be caught, belongs into an inner
 * {@link #write}, which is a savepoint. When the connection is lost, a block fails with {@link
 * io.agentstorage.core.error.UnavailableException}, which tells whether it can have been stored.
 */
public final class PostgresDatabase extends AbstractDatabase implements HandleTracking {
  private final PostgresOptions options;
  private final ConnectionSource source;
  private final Sessions sessions;
  private final boolean ownsSessions;
  private final Clusters.Named cluster;
  private final Lending lending;
  private final DSLContext dsl;

  private PostgresDatabase(
      PostgresOptions options,
      ConnectionSource source,
      Sessions sessions,
      boolean ownsSessions,
      Clusters.Named cluster) {
    this.options = options;
    this.source = source;
    this.sessions = sessions;
    this.ownsSessions = ownsSessions;
    this.cluster = cluster;
    this.lending = new Lending(sessions, options, cluster.id());
    this.dsl = lending.reads(this::currentTransaction);
  }

  /**
   * Opens a database, with a pool of connections of its own, and brings its schema to the current one.
   *
   * @param address {@code postgresql://[user[:password]@]host[:port]/database[?parameter=value&…]}; the parameters are
   *     those of the JDBC driver, such as {@code sslmode}. A password may also be in the file that the driver looks
   *     into, {@code ~/.pgpass}
   * @param options how
   * @return the open database
   * @throws io.agentstorage.core.error.CannotOpenException if the address is wrong, the login is refused or the server
   *     is older than 15
   * @throws io.agentstorage.core.error.UnavailableException if the server cannot be reached
   * @throws io.agentstorage.core.error.SchemaMismatchException if its schema is newer than this library's, foreign, or
   *     cannot be migrated by this role
   * @throws io.agentstorage.core.error.NotFoundException if the cluster is not there, or not for this role
   */
  public static PostgresDatabase open(String address, PostgresOptions options) {
    return open(new PooledSource(ServerAddress.parse(address), options), options);
  }

  /**
   * Opens a database over a data source that the caller has and closes.
   *
   * @param source gives connections of PostgreSQL's driver, whose {@code logServerErrorDetail} should be false: else
   *     values of rows come into the causes of exceptions
   * @param options how; who logs in, and how long connecting takes, is the data source's
   * @return the open database
   * @throws io.agentstorage.core.error.StorageException as the other way of opening does
   */
  public static PostgresDatabase open(DataSource source, PostgresOptions options) {
    return open(new GivenSource(source), options);
  }

  private static PostgresDatabase open(ConnectionSource source, PostgresOptions options) {
    Sessions sessions = new Sessions(source, options);
    boolean open = false;
    try {
      new Migrator(source, options).run();
      Clusters.Named cluster = new Lending(sessions, options, null).cluster(options.cluster());
      PostgresDatabase database = new PostgresDatabase(options, source, sessions, true, cluster);
      open = true;
      return database;
    } finally {
      if (!open) {
        sessions.close();
      }
    }
  }

  /**
   * The same database for another cluster, over the same connections. Closing it does nothing; it is good until this one
   * is closed. Its blocks are transactions of their own, also inside a block of this one.
   *
   * @param name the name of the cluster
   * @return the database
   * @throws io.agentstorage.core.error.NotFoundException if it is not there and cannot be created
   */
  public PostgresDatabase forCluster(String name) {
    Clusters.Named other = lending.cluster(name);
    return new PostgresDatabase(options.cluster(name), source, sessions, false, other);
  }

  /**
   * The clusters that the role may see.
   *
   * @return their ids by name, in the order of their names
   */
  public Map<String, ClusterId> clusters() {
    return read(Clusters::all);
  }

  @Override
  protected Session lend(AccessMode mode, Deadline deadline) {
    if (mode == AccessMode.WRITE && options.readOnly()) {
      throw new ReadOnlyException(
          "write "
              + source.place()
              + ": it was opened for reading only; open it with PostgresOptions.defaults()");
    }
    return lending.lend(mode, deadline);
  }

  @Override
  public DSLContext dsl() {
    return dsl;
  }

  @Override
  public ClusterId cluster() {
    return cluster.id();
  }

  /**
   * The name of the cluster.
   *
   * @return its name
   */
  public String clusterName() {
    return cluster.name();
  }

  /**
   * What this database is and how it is set.
   *
   * @return the facts, read now
   * @throws io.agentstorage.core.error.StorageException if they cannot be read
   */
  public PostgresInfo info() {
    return new Inspection(this, source.place(), cluster.name()).info();
  }

  /**
   * How much room each table and index takes, all clusters together.
   *
   * @return the sizes, largest first
   * @throws io.agentstorage.core.error.StorageException if they cannot be read
   */
  public List<TableSize> tableSizes() {
    return new Inspection(this, source.place(), cluster.name()).tableSizes();
  }

  /**
   * Runs one query that a person wrote, in PostgreSQL's own SQL, in a transaction that cannot write, and shows its rows
   * to a visitor as they are read. It sees what the role may see, so that the role is what limits it: give people one
   * that is a member of {@code agent_reader} only. Interrupting the thread ends it.
   *
   * @param <X> the checked exception of the visitor
   * @param sql the query, one statement; a semicolon and comments may follow
   * @param visitor what takes the rows
   * @throws X what the visitor throws
   * @throws io.agentstorage.core.error.InvalidQueryException if it is not one query that can be run, or would write
   * @throws io.agentstorage.core.error.CancelledException if the thread is interrupted
   * @throws io.agentstorage.core.error.StorageException if the database fails
   */
  public <X extends Exception> void readOnlyQuery(String sql, QueryVisitor<X> visitor) throws X {
    lending.query(sql, visitor);
  }

  @Override
  public OpenHandles openHandles() {
    return sessions.openHandles();
  }

  @Override
  public void traceHandles(boolean on) {
    sessions.trace(on);
  }

  @Override
  public void close() {
    if (ownsSessions) {
      sessions.close();
    }
  }
}
