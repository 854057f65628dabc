// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import io.agentstorage.core.Database;
import io.agentstorage.testkit.ResourceStoreSuite;

class PostgresResourceStoreTest extends ResourceStoreSuite {

  @Override
  protected Database openDatabase() {
    return TestDatabases.open();
  }
}
