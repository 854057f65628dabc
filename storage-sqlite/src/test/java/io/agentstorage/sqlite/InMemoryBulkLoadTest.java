// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import io.agentstorage.core.Database;
import io.agentstorage.testkit.BulkLoadSuite;

class InMemoryBulkLoadTest extends BulkLoadSuite {
  @Override
  protected Database openDatabase() {
    return SqliteDatabase.inMemory();
  }

  @Override
  protected void refuseOneName(Database refusing) {
    RefuseOneName.in(refusing);
  }

  @Override
  protected boolean readersWaitForWriters() {
    return true;
  }
}
