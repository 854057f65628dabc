// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.core.error.SchemaMismatchException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.spi.Migration;
import java.sql.Connection;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The one class that touches Flyway, so that it is loaded only where there is something to migrate. */
final class FlywayRun {
  private FlywayRun() {}

  static void migrate(Connection connection, String place) {
    try {
      Flyway.configure(FlywayRun.class.getClassLoader())
          .dataSource(new OneConnection(connection))
          .locations("classpath:" + Migration.folder(Migrator.DIALECT))
          .cleanDisabled(true)
          .validateMigrationNaming(true)
          .load()
          .migrate();
    } catch (FlywayException e) {
      StorageException failure = SqliteErrors.classify("migrate " + place, null, e);
      if (!SqliteErrors.blamesTheStatement(failure)) {
        throw failure;
      }
      throw new SchemaMismatchException(
          "migrate "
              + place
              + ": "
              + e.getMessage()
              + "; the failed migration was rolled back, the file is as it was before it",
          FailedStatement.NONE,
          e);
    }
  }
}
