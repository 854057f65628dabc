// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.spi.DatabaseSpace;
import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.ErrorListener;
import io.agentstorage.core.spi.bulk.CheckpointHold;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** What is SQLite's own. */
final class SqliteDialect implements Dialect {
  /** Twice as many are no faster; with a quarter, SQLite keeps three times as many pages to take statements back. */
  private static final int INSERT_PARAMETERS = 4_000;

  private final SqliteLoads loads;
  private final @Nullable ConnectionFactory checkpoints;
  private final SqliteSpace space;

  /**
   * A dialect.
   *
   * @param loads the loads of the database
   * @param checkpoints opens connections for checkpoints, null for a database in memory, which has none
   * @param space the room that the database takes
   */
  SqliteDialect(SqliteLoads loads, @Nullable ConnectionFactory checkpoints, SqliteSpace space) {
    this.loads = loads;
    this.checkpoints = checkpoints;
    this.space = space;
  }

  @Override
  public @Nullable String storesOtherwise(Object value) {
    boolean none =
        (value instanceof Double number && number.isNaN())
            || (value instanceof Float single && single.isNaN());
    return none ? "SQLite stores NaN as NULL" : null;
  }

  @Override
  public StorageException translate(
      @Nullable Connection connection, @Nullable String sql, SQLException failure) {
    return translated(connection, sql, failure);
  }

  /** The same where no dialect is at hand. */
  static StorageException translated(
      @Nullable Connection connection, @Nullable String sql, SQLException failure) {
    return SqliteErrors.classify(ErrorListener.describe(sql), sql, failure, stopped(connection));
  }

  private static @Nullable String stopped(@Nullable Connection connection) {
    try {
      Stopper stopper = connection == null ? null : CachingConnection.stopperOf(connection);
      return stopper == null ? null : stopper.stopped();
    } catch (SQLException e) {
      return null; // a connection that cannot say what it is; its failure is reported as it is
    }
  }

  @Override
  public Object changeMark(DSLContext tx) {
    return SqliteChangeMark.read(tx);
  }

  @Override
  public boolean sharesCommits() {
    return checkpoints != null;
  }

  @Override
  public int rowsInOneInsert(int columns) {
    return Math.max(1, INSERT_PARAMETERS / columns);
  }

  @Override
  public boolean writersMayWait() {
    return loads.writersWait();
  }

  @Override
  public CheckpointHold holdCheckpoints() {
    return checkpoints == null ? CheckpointHold.NONE : new LoadCheckpoints(checkpoints, loads);
  }

  @Override
  public <T> T withoutForeignKeyChecks(Supplier<T> work) {
    return loads.withoutForeignKeyChecks(work);
  }

  @Override
  public DatabaseSpace space(DSLContext tx) {
    return space.measure(tx);
  }

  @Override
  public long giveBack(DSLContext tx, long keepFree, long mostBytes) {
    return space.giveBack(tx, keepFree, mostBytes);
  }

  @Override
  public void shortenLog() {
    if (checkpoints == null) {
      return;
    }
    try (Connection connection = checkpoints.openWriter();
        PreparedStatement statement =
            connection.prepareStatement(SqliteStatements.CHECKPOINT_TRUNCATE)) {
      // Where a reader or a load needs the log, SQLite says so in a row: it is shortened another
      // time.
      statement.execute();
    } catch (SQLException e) {
      throw SqliteErrors.classify(
          "move the write-ahead log into the file", SqliteStatements.CHECKPOINT_TRUNCATE, e);
    }
  }
}
