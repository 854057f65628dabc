// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import io.agentstorage.core.Database;
import io.agentstorage.testkit.HistoryModelSuite;

class PostgresHistoryModelTest extends HistoryModelSuite {

  @Override
  protected Database openDatabase() {
    return TestDatabases.open();
  }

  /** Each question is a way to the server and back. */
  @Override
  protected int cases(int all) {
    return all / 4;
  }
}
