// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import io.agentstorage.core.Database;
import io.agentstorage.testkit.LabelSelectorSuite;

class PostgresLabelSelectorTest extends LabelSelectorSuite {

  @Override
  protected Database openDatabase() {
    return TestDatabases.open();
  }

  @Override
  protected int cases(int all) {
    return Cases.questions(all);
  }
}
