// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import io.agentstorage.core.Database;
import io.agentstorage.testkit.BulkLoadSuite;

/** Where each row, and not only many, goes through COPY. */
class CopiedBulkLoadTest extends BulkLoadSuite {

  @Override
  protected Database openDatabase() {
    return TestDatabases.open(PostgresOptions.defaults().copyRows(1));
  }

  @Override
  protected void refuseOneName(Database refusing) {
    TestDatabases.refuseName(refusing, REFUSED_NAME);
  }
}
