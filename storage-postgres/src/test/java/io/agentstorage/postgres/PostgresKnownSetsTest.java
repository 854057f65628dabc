// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import io.agentstorage.core.Database;
import io.agentstorage.testkit.KnownSetsSuite;

class PostgresKnownSetsTest extends KnownSetsSuite {

  @Override
  protected Database openDatabase() {
    return TestDatabases.open();
  }
}
