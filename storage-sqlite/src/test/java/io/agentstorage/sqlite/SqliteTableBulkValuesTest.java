// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import io.agentstorage.core.Database;
import io.agentstorage.testkit.TableBulkValuesSuite;

class SqliteTableBulkValuesTest extends TableBulkValuesSuite {
  @Override
  protected Database openDatabase() {
    return SqliteDatabase.inMemory();
  }
}
