// SPDX-License-Identifier: Apache-2.0
package com.example.inventory;

import io.agentstorage.core.Database;
import io.agentstorage.sqlite.SqliteDatabase;
import io.agentstorage.testkit.ResourceStoreSuite;

/** All that a resource store promises, on the database that this project uses. */
class SqliteResourceStoreTest extends ResourceStoreSuite {
  @Override
  protected Database openDatabase() {
    return SqliteDatabase.inMemory();
  }
}
