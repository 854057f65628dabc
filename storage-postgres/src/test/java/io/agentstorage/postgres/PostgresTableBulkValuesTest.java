// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import io.agentstorage.core.Database;
import io.agentstorage.testkit.TableBulkValuesSuite;

class PostgresTableBulkValuesTest extends TableBulkValuesSuite {
  @Override
  protected Database openDatabase() {
    return TestDatabases.open();
  }
}
