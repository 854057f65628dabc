// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import io.agentstorage.core.Database;
import io.agentstorage.testkit.LabelSelectorSuite;

class InMemoryLabelSelectorTest extends LabelSelectorSuite {
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
