// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.core.error.SchemaMismatchException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.spi.Migration;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The one class that touches Flyway, so that it is loaded only where there is something to migrate. */
final class FlywayRun {
  private FlywayRun() {}

  static void migrate(ConnectionSource source, Connection example, String place) {
    try {
      Flyway.configure(FlywayRun.class.getClassLoader())
          .dataSource(new SourceAsDataSource(source))
          .locations("classpath:" + Migration.folder(Migrator.DIALECT))
          .defaultSchema(example.getSchema())
          .createSchemas(false)
          .cleanDisabled(true)
          .validateMigrationNaming(true)
          .load()
          .migrate();
    } catch (FlywayException | SQLException e) {
      StorageException failure = PostgresErrors.classify("migrate " + place, null, e);
      if (!PostgresErrors.blamesTheStatement(failure)) {
        throw failure;
      }
      throw new SchemaMismatchException(
          "migrate "
              + place
              + ": "
              + e.getMessage()
              + "; the failed migration was rolled back, the database is as it was before it."
              + " Migrating needs a role that may create tables here, and roles",
          FailedStatement.NONE,
          e);
    }
  }
}
