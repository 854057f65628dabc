// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import io.agentstorage.core.Database;
import io.agentstorage.testkit.ClusterCopySuite;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class InMemoryClusterCopyTest extends ClusterCopySuite {
  @TempDir Path folder;

  @Override
  protected Database openSource() {
    return SqliteDatabase.inMemory();
  }

  @Override
  protected Database openTarget() {
    return SqliteDatabase.open(folder.resolve("target.db"));
  }

  @Override
  protected boolean sourceServesTwoAtOnce() {
    return false;
  }
}
