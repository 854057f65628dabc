// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import io.agentstorage.core.Database;
import io.agentstorage.sqlite.SqliteDatabase;
import io.agentstorage.testkit.OutboxSyncSuite;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** From an agent's file to a server that has another cluster already. */
class FileToServerSyncTest extends OutboxSyncSuite {
  @TempDir Path folder;

  @Override
  protected Database openAgent() {
    return SqliteDatabase.open(folder.resolve("agent.db"));
  }

  @Override
  protected Database openCentre() {
    return TestDatabases.openBesideAnother();
  }

  @Override
  protected int cases(int all) {
    return Cases.questions(all);
  }
}
