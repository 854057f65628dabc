// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import io.agentstorage.core.Deadline;
import io.agentstorage.core.QueryVisitor;
import io.agentstorage.core.TableSize;
import io.agentstorage.core.error.ReadOnlyException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.spi.AbstractDatabase;
import io.agentstorage.core.spi.AccessMode;
import io.agentstorage.core.spi.HandleTracking;
import io.agentstorage.core.spi.OpenHandles;
import io.agentstorage.core.spi.Session;
import io.agentstorage.sqlite.internal.ConnectionFactory;
import io.agentstorage.sqlite.internal.DatabaseFile;
import io.agentstorage.sqlite.internal.Inspection;
import io.agentstorage.sqlite.internal.LoadSettings;
import io.agentstorage.sqlite.internal.Migrator;
import io.agentstorage.sqlite.internal.ReadConnections;
import io.agentstorage.sqlite.internal.ReadOnlyCursor;
import io.agentstorage.sqlite.internal.SessionPool;
import io.agentstorage.sqlite.internal.SqliteConfiguration;
import io.agentstorage.sqlite.internal.SqliteLoads;
import io.agentstorage.sqlite.internal.SqliteSession;
import io.agentstorage.sqlite.internal.SqliteSpace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A database in one SQLite file: one writer, whose transactions begin IMMEDIATE and are served in the order they came,
 * and several readers, which never wait for it. Thread-safe.
 *
 * <p>Other processes may have the same file open. It must be on a local disk.
 */
public final class SqliteDatabase extends AbstractDatabase implements HandleTracking {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);
  private static final Duration CHECKPOINT_PATIENCE = Duration.ofMillis(250);

  private final ConnectionFactory connections;
  private final @Nullable Path file;
  private final SqliteOptions options;
  private final SessionPool writer;
  private final SessionPool readers;
  private final DSLContext dsl;

  private SqliteDatabase(@Nullable Path file, SqliteOptions options) {
    this.file = file;
    this.options = options;
    this.connections = new ConnectionFactory(file, options);
    SqliteLoads loads = new SqliteLoads(this::isWriterWaitedFor);
    Configuration base =
        SqliteConfiguration.create(
            loads,
            file == null
                ? null
                : new ConnectionFactory(file, options.busyTimeout(CHECKPOINT_PATIENCE)),
            new SqliteSpace(file, options.maxBytes()));
    this.writer =
        new SessionPool(
            1,
            CLOSE_PATIENCE,
            () ->
                SqliteSession.forWriting(
                    connections.openWriter(),
                    base,
                    new LoadSettings(loads, options.checkpointPages())));
    // A database in memory has one connection only, which both share.
    this.readers =
        file == null
            ? writer
            : new SessionPool(
                options.readers(),
                CLOSE_PATIENCE,
                () -> SqliteSession.forReading(connections.openReader(), base));
    this.dsl = DSL.using(SqliteConfiguration.forReads(base, reads()));
  }

  /** Asked only by a load, which there is none of while this is made. */
  private boolean isWriterWaitedFor() {
    return writer.isWaitedFor();
  }

  /**
   * Opens a file for reading and writing, with {@link SqliteOptions#defaults()}: creates it if it is missing, readable
   * for its owner only, and brings its schema to the current one.
   *
   * @param file the file; its folder must exist
   * @return the open database
   * @throws io.agentstorage.core.error.CannotOpenException if it cannot be opened or is on a network filesystem
   * @throws io.agentstorage.core.error.CorruptException if it is no SQLite database, damaged or encrypted
   * @throws io.agentstorage.core.error.SchemaMismatchException if its schema is newer than this library's, or foreign
   */
  public static SqliteDatabase open(Path file) {
    return open(file, SqliteOptions.defaults());
  }

  /**
   * Opens a file.
   *
   * @param file the file; its folder must exist
   * @param options how
   * @return the open database
   * @throws io.agentstorage.core.error.CannotOpenException if it cannot be opened or is on a network filesystem
   * @throws io.agentstorage.core.error.CorruptException if it is no SQLite database, damaged or encrypted
   * @throws io.agentstorage.core.error.SchemaMismatchException if its schema is newer than this library's, or foreign
   */
  public static SqliteDatabase open(Path file, SqliteOptions options) {
    DatabaseFile.prepare(file, options);
    SqliteDatabase database = new SqliteDatabase(file, options);
    database.start();
    return database;
  }

  /**
   * Opens a new, empty database that lives in memory and is gone when it is closed; for tests. It has one connection,
   * so that reads wait for writes.
   *
   * @return the open database
   */
  public static SqliteDatabase inMemory() {
    SqliteDatabase database = new SqliteDatabase(null, SqliteOptions.defaults());
    database.start();
    return database;
  }

  private void start() {
    Migrator migrator = new Migrator(connections, file);
    SessionPool pool = options.readOnly() ? readers : writer;
    boolean started = false;
    try {
      SqliteSession session = pool.take(options.readOnly(), Deadline.none());
      try {
        session.doUnstopped(options.readOnly() ? migrator::requireCurrent : migrator::migrate);
      } finally {
        pool.giveBack(session);
      }
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  @Override
  protected Session lend(AccessMode mode, Deadline deadline) {
    if (mode == AccessMode.WRITE && options.readOnly()) {
      throw new ReadOnlyException(
          "write "
              + file
              + ": it was opened for reading only; open it with SqliteOptions.defaults()");
    }
    SessionPool pool = mode == AccessMode.WRITE ? writer : readers;
    SqliteSession session = pool.take(mode == AccessMode.READ, deadline);
    session.stopAt(deadline);
    return new Session() {
      @Override
      public Configuration configuration() {
        return session.configuration();
      }

      @Override
      public void stopAt(Deadline changed) {
        session.stopAt(changed);
      }

      @Override
      public void close() {
        session.stopAt(Deadline.none());
        pool.giveBack(session);
      }
    };
  }

  private ReadConnections reads() {
    return new ReadConnections(this::readers, this::currentTransaction);
  }

  private SessionPool readers() {
    return readers;
  }

  @Override
  public DSLContext dsl() {
    return dsl;
  }

  @Override
  public ClusterId cluster() {
    return ClusterId.LOCAL;
  }

  /**
   * What this database is and how it is set.
   *
   * @return the facts, read now
   * @throws StorageException if they cannot be read
   */
  public SqliteInfo info() {
    return inspect().info();
  }

  /**
   * How much of the file each table and index takes. It reads every page of the file.
   *
   * @return the sizes, largest first
   * @throws StorageException if they cannot be read
   */
  public List<TableSize> tableSizes() {
    return inspect().tableSizes();
  }

  /**
   * Runs one query that a person wrote, in SQLite's own SQL, and shows its rows to a visitor as they are read. For code,
   * {@link #dsl()} is better: there the compiler knows the tables.
   *
   * <p>It has a connection of its own, which sees what is committed when it begins, also inside a block of this thread.
   * No file can be changed or created by it: SQLite refuses that, whatever the text says. LIKE distinguishes upper and
   * lower case. Sorting is done in memory, and a few pragmas, such as {@code hard_heap_limit}, hold for the whole
   * process: the text is to come from somebody who may look at all of the database, and not from strangers.
   *
   * <p>Interrupting the thread ends it. While it runs, the write-ahead log cannot be reset and grows.
   *
   * @param <X> the checked exception of the visitor
   * @param sql the query, one statement; a semicolon and comments may follow
   * @param visitor what takes the rows
   * @throws X what the visitor throws
   * @throws io.agentstorage.core.error.InvalidQueryException if it is not one query that can be run, or would write
   * @throws io.agentstorage.core.error.CancelledException if the thread is interrupted
   * @throws StorageException if the database fails, or is one in memory, which has no second connection
   */
  public <X extends Exception> void readOnlyQuery(String sql, QueryVisitor<X> visitor) throws X {
    if (file == null) {
      throw new StorageException(
          "query: a database in memory has one connection only; use Database.read, or a file",
          null);
    }
    try (ReadOnlyCursor cursor = ReadOnlyCursor.open(connections, sql)) {
      visitor.columns(cursor.columns());
      List<@Nullable Object> row = cursor.next();
      while (row != null && visitor.row(row)) {
        row = cursor.next();
      }
    }
  }

  @Override
  public OpenHandles openHandles() {
    OpenHandles written = writer.openHandles();
    return readers == writer ? written : written.plus(readers.openHandles());
  }

  @Override
  public void traceHandles(boolean on) {
    writer.traceHandles(on);
    readers.traceHandles(on);
  }

  private Inspection inspect() {
    return new Inspection(this, file, options.busyTimeout());
  }

  @Override
  public void close() {
    // The writer last: the last connection to close moves the write-ahead log into the file.
    int lent = 0;
    try {
      lent = readers == writer ? 0 : readers.close();
    } finally {
      lent += writer.close();
    }
    if (lent > 0) {
      throw new StorageException(
          "close "
              + (file == null ? "the database in memory" : file)
              + ": "
              + lent
              + " connections are still in use and will be closed when they are given back;"
              + " close streams, and end transactions, before the database",
          null);
    }
  }
}
