// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import io.agentstorage.core.Database;
import io.agentstorage.sqlite.SqliteDatabase;
import io.agentstorage.testkit.ClusterCopySuite;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** From a server that has another cluster too to a file. */
class ServerToFileCopyTest extends ClusterCopySuite {
  @TempDir Path folder;

  @Override
  protected Database openSource() {
    return TestDatabases.openBesideAnother();
  }

  @Override
  protected Database openTarget() {
    return SqliteDatabase.open(folder.resolve("agent.db"));
  }
}
