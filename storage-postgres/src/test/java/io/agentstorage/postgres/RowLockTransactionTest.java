// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import io.agentstorage.core.Database;
import io.agentstorage.testkit.TransactionSuite;
import org.jooq.SQLDialect;

/** With the setting for YugabyteDB, on PostgreSQL: the statements that it has in place of others. */
class RowLockTransactionTest extends TransactionSuite {

  @Override
  protected Database openDatabase() {
    return TestDatabases.open(PostgresOptions.defaults().dialect(SQLDialect.YUGABYTEDB));
  }
}
