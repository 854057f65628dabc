// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import io.agentstorage.core.Database;
import io.agentstorage.testkit.HistoryModelSuite;

class InMemoryHistoryModelTest extends HistoryModelSuite {
  @Override
  protected Database openDatabase() {
    return SqliteDatabase.inMemory();
  }

  /** A file has tried them all. */
  @Override
  protected int cases(int all) {
    return all / 2;
  }
}
