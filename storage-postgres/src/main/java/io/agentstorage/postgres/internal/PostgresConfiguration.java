// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres.internal;

import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.ErrorListener;
import io.agentstorage.core.spi.NoTransactions;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DefaultConfiguration;

/** How jOOQ speaks to PostgreSQL. */
public final class PostgresConfiguration {
  /** So many rows are fetched at once; the driver would else fetch all of a result into memory. */
  private static final int ROWS_AT_ONCE = 1000;

  private PostgresConfiguration() {}

  /**
   * What all connections share.
   *
   * @param dialect jOOQ's dialect
   * @param copyRows from how many rows on a load goes through COPY
   * @return a configuration without a connection
   */
  public static Configuration create(SQLDialect dialect, int copyRows) {
    Dialect own =
        new PostgresDialect(dialect == SQLDialect.POSTGRES ? new PostgresStaging(copyRows) : null);
    Configuration configuration =
        new DefaultConfiguration()
            .set(dialect)
            .set(
                new Settings()
                    .withExecuteLogging(false)
                    .withRenderSchema(false)
                    .withInListPadding(true)
                    .withFetchSize(ROWS_AT_ONCE)
                    // Values written into the SQL would be in errors.
                    .withInlineThreshold(Integer.MAX_VALUE))
            .deriveAppending(new ErrorListener(own));
    configuration.data(Dialect.class, own);
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
