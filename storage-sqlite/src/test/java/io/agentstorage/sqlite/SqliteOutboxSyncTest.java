// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import io.agentstorage.core.Database;
import io.agentstorage.testkit.OutboxSyncSuite;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteOutboxSyncTest extends OutboxSyncSuite {
  @TempDir Path folder;

  @Override
  protected Database openAgent() {
    return SqliteDatabase.open(folder.resolve("agent.db"));
  }

  @Override
  protected Database openCentre() {
    return SqliteDatabase.open(folder.resolve("centre.db"));
  }
}
