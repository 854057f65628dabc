// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import io.agentstorage.core.Database;
import io.agentstorage.testkit.BulkLoadSuite;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteBulkLoadTest extends BulkLoadSuite {
  @TempDir Path folder;

  @Override
  protected Database openDatabase() {
    return SqliteDatabase.open(folder.resolve("agent.db"));
  }

  @Override
  protected void refuseOneName(Database refusing) {
    RefuseOneName.in(refusing);
  }
}
