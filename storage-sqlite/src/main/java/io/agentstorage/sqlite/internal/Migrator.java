// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.error.SchemaMismatchException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.spi.Migration;
import io.agentstorage.core.spi.SchemaState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Brings a database to the schema of this version of the library. */
public final class Migrator {
  /** The folder of the migrations. */
  static final String DIALECT = "sqlite";

  private final ConnectionFactory connections;
  private final @Nullable Path file;

  /**
   * A migrator.
   *
   * @param connections where its messages get the place from
   * @param file the database file, or null for one in memory
   */
  public Migrator(ConnectionFactory connections, @Nullable Path file) {
    this.connections = connections;
    this.file = file;
  }

  /**
   * Refuses every schema but the current one.
   *
   * @param connection any connection to the database
   * @throws StorageException if it is another, or cannot be read
   */
  public void requireCurrent(Connection connection) {
    SchemaState state = state(connection);
    if (state != SchemaState.CURRENT) {
      throw new SchemaMismatchException(
          "open "
              + connections.place()
              + (state == SchemaState.EMPTY
                  ? ": it is empty; load something into it first"
                  : ": its schema is older than this library's; open it once for writing, which"
                      + " migrates it"));
    }
  }

  /**
   * Applies what is missing, one process at a time.
   *
   * @param connection a writing connection to the database
   * @throws StorageException if the schema cannot be used, or a migration fails; nothing of it is then applied
   */
  public void migrate(Connection connection) {
    if (state(connection) == SchemaState.CURRENT) {
      connections.useWriteAheadLog(connection);
      return;
    }
    try (MigrationLock lock = MigrationLock.take(file)) {
      SchemaState state = state(connection); // another process may have done it meanwhile
      if (state == SchemaState.EMPTY) {
        connections.prepareEmpty(connection);
      }
      connections.useWriteAheadLog(connection);
      if (state != SchemaState.CURRENT) {
        FlywayRun.migrate(connection, connections.place());
      }
    }
  }

  private SchemaState state(Connection connection) {
    try {
      return SchemaState.of(
          Migration.all(DIALECT),
          AppliedMigrations.read(connection, connections.place()),
          connections.place());
    } catch (SQLException e) {
      throw SqliteErrors.classify("read the schema of " + connections.place(), null, e);
    }
  }
}
