// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.core.error.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.Configuration;

/** Turns what a driver throws into exceptions of the library, for code that speaks JDBC itself. Thread-safe. */
@FunctionalInterface
public interface ErrorTranslator {

  /**
   * Translates a failure.
   *
   * @param connection what it was run on, which may know why it was stopped
   * @param sql the statement with its placeholders
   * @param failure what the driver threw
   * @return the exception to throw
   */
  StorageException translate(Connection connection, String sql, SQLException failure);

  /**
   * The translator of a database, which its module has put into the data of its configuration under this class.
   *
   * @param configuration the configuration of a transaction
   * @return the translator
   */
  static ErrorTranslator of(Configuration configuration) {
    return configuration.data(ErrorTranslator.class) instanceof ErrorTranslator translator
        ? translator
        : (connection, sql, failure) ->
            new StorageException(
                "run a statement: " + failure.getMessage(),
                new FailedStatement(sql, failure.getErrorCode()),
                failure);
  }
}
