// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import io.agentstorage.core.Database;
import io.agentstorage.testkit.BulkLoadSuite;

class PostgresBulkLoadTest extends BulkLoadSuite {

  @Override
  protected Database openDatabase() {
    return TestDatabases.open();
  }

  @Override
  protected void refuseOneName(Database refusing) {
    TestDatabases.refuseName(refusing, REFUSED_NAME);
  }
}
