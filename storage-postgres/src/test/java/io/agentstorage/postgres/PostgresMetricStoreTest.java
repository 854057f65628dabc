// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import io.agentstorage.core.Database;
import io.agentstorage.testkit.MetricStoreSuite;

class PostgresMetricStoreTest extends MetricStoreSuite {

  @Override
  protected Database openDatabase() {
    return TestDatabases.open();
  }
}
