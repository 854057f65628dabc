// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import io.agentstorage.core.Database;
import io.agentstorage.testkit.KnownSetsSuite;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteKnownSetsTest extends KnownSetsSuite {
  @TempDir Path folder;

  @Override
  protected Database openDatabase() {
    return SqliteDatabase.open(folder.resolve("agent.db"));
  }
}
