// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import io.agentstorage.core.Database;
import io.agentstorage.testkit.SampleArchiveSuite;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteSampleArchiveTest extends SampleArchiveSuite {
  @TempDir Path folder;

  @Override
  protected Database openDatabase() {
    return SqliteDatabase.open(folder.resolve("agent.db"));
  }
}
