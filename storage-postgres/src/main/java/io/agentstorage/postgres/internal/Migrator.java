// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.SchemaMismatchException;
import io.agentstorage.core.spi.Migration;
import io.agentstorage.core.spi.SchemaState;
import io.agentstorage.postgres.PostgresOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jooq.SQLDialect;

/** Brings a database to the schema of this version of the library. */
public final class Migrator {
  /** The folder of the migrations. */
  static final String DIALECT = "postgresql";

  private final ConnectionSource source;
  private final PostgresOptions options;

  /**
   * A migrator.
   *
   * @param source where connections come from
   * @param options whether to migrate
   */
  public Migrator(ConnectionSource source, PostgresOptions options) {
    this.source = source;
    this.options = options;
  }

  /**
   * Checks the server, and makes sure that the schema is the current one.
   *
   * @throws io.agentstorage.core.error.StorageException if it cannot be
   */
  public void run() {
    // The first connection is tried once: it tells at once what is wrong with the address.
    try (Connection connection = source.single()) {
      requireVersion(connection);
      requireEncoding(connection);
      SchemaState state = state(connection);
      if (state == SchemaState.CURRENT) {
        return;
      }
      if (options.readOnly() || !options.migrate()) {
        throw new SchemaMismatchException(
            "open "
                + source.place()
                + (state == SchemaState.EMPTY
                    ? ": it is empty"
                    : ": its schema is older than this library's")
                + "; open it once for writing, as the role that owns the tables, which migrates"
                + " it");
      }
      migrate(connection);
    } catch (SQLException e) {
      throw PostgresErrors.classify("open " + source.place(), null, e);
    }
  }

  private void requireVersion(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(PostgresStatements.SERVER_VERSION_NUMBER)) {
      row.next();
      int version = row.getInt(1);
      if (version < PostgresStatements.OLDEST_SERVER && options.dialect() == SQLDialect.POSTGRES) {
        throw new CannotOpenException(
            "open "
                + source.place()
                + ": the server is PostgreSQL "
                + version / 10_000
                + ", and at least "
                + PostgresStatements.OLDEST_SERVER / 10_000
                + " is needed; upgrade the server");
      }
    }
  }

  /** In any other, some text could not be stored, or would come back as another. */
  private void requireEncoding(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(PostgresStatements.SERVER_ENCODING)) {
      row.next();
      String encoding = row.getString(1);
      if (!encoding.equals("UTF8")) {
        throw new CannotOpenException(
            "open "
                + source.place()
                + ": its encoding is "
                + encoding
                + ", which cannot have all text; make a database with CREATE DATABASE … ENCODING"
                + " 'UTF8' TEMPLATE template0, and open that");
      }
    }
  }

  /** One process at a time; the lock goes with the connection, whatever becomes of the process. */
  private void migrate(Connection connection) throws SQLException {
    boolean locks = options.dialect() == SQLDialect.POSTGRES;
    if (locks) {
      PostgresSession.run(connection, PostgresStatements.LOCK_MIGRATION, PostgresStatements.LOCKS);
    }
    try {
      if (state(connection) != SchemaState.CURRENT) { // another process may have done it meanwhile
        FlywayRun.migrate(source, connection, source.place());
      }
    } finally {
      if (locks) {
        PostgresSession.run(
            connection, PostgresStatements.UNLOCK_MIGRATION, PostgresStatements.LOCKS);
      }
    }
  }

  private SchemaState state(Connection connection) throws SQLException {
    return SchemaState.of(Migration.all(DIALECT), applied(connection), source.place());
  }

  private List<SchemaState.Applied> applied(Connection connection) throws SQLException {
    List<SchemaState.Applied> applied = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery(PostgresStatements.HAS_HISTORY)) {
        row.next();
        if (!row.getBoolean(1)) {
          if (row.getBoolean(2)) {
            throw new SchemaMismatchException(
                "open "
                    + source.place()
                    + ": it has tables of these names that are of something else; name another"
                    + " database, or another schema with ?currentSchema=");
          }
          return applied;
        }
      }
      try (ResultSet row = statement.executeQuery(PostgresStatements.HISTORY)) {
        while (row.next()) {
          Migration migration = new Migration(row.getString(1), row.getInt(2));
          applied.add(new SchemaState.Applied(migration, row.getBoolean(3)));
        }
      }
    }
    return applied;
  }
}
