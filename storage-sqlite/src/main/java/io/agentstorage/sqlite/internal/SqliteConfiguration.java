// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.ErrorListener;
import io.agentstorage.core.spi.NoTransactions;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.SQLDialect;
import org.jooq.conf.FetchTriggerValuesAfterReturning;
import org.jooq.conf.Settings;
import org.jooq.impl.DefaultConfiguration;
import org.jspecify.annotations.Nullable;

/** How jOOQ speaks to SQLite. */
public final class SqliteConfiguration {
  private SqliteConfiguration() {}

  /**
   * What all connections share.
   *
   * @param loads the loads of the database
   * @param checkpoints opens connections for checkpoints, null for a database in memory, which has none
   * @param space the room that the database takes
   * @return a configuration without a connection
   */
  public static Configuration create(
      SqliteLoads loads, @Nullable ConnectionFactory checkpoints, SqliteSpace space) {
    Dialect dialect = new SqliteDialect(loads, checkpoints, space);
    Configuration configuration =
        new DefaultConfiguration()
            .set(SQLDialect.SQLITE)
            .set(
                new Settings()
                    .withExecuteLogging(false)
                    .withRenderSchema(false)
                    .withInListPadding(true)
                    // Else jOOQ writes the values into the SQL where they are more than 999, and
                    // they would be in errors.
                    .withInlineThreshold(Integer.MAX_VALUE)
                    // Else RETURNING is emulated with last_insert_rowid(), which is wrong after a
                    // conflict.
                    .withFetchTriggerValuesAfterReturning(FetchTriggerValuesAfterReturning.NEVER))
            .deriveAppending(new ErrorListener(dialect));
    configuration.data(Dialect.class, dialect);
    return configuration;
  }

  /**
   * What single reads use, outside of blocks or joining one.
   *
   * @param base what all connections share
   * @param reads where their connections come from
   * @return a configuration on which no transaction can be begun
   */
  public static Configuration forReads(Configuration base, ConnectionProvider reads) {
    return base.derive(reads).derive(new NoTransactions());
  }
}
