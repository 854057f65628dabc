// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import io.agentstorage.core.Database;
import io.agentstorage.testkit.KilledSyncSuite;
import io.agentstorage.testkit.fault.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteKilledSyncTest extends KilledSyncSuite {
  /** A kill leaves what the operating system was given: nobody has to wait for the disk. */
  static final SqliteOptions OPTIONS = SqliteOptions.defaults().synchronous(Synchronous.NORMAL);

  @TempDir Path folder;

  @Override
  protected Database openAgent() {
    return SqliteDatabase.open(folder.resolve("agent.db"), OPTIONS);
  }

  @Override
  protected Database openCentre() {
    return SqliteDatabase.open(folder.resolve("centre.db"), OPTIONS);
  }

  @Override
  protected ChildJvm startSync() throws IOException {
    return ChildJvm.running(
            SyncMain.class,
            folder.resolve("agent.db").toString(),
            folder.resolve("centre.db").toString())
        .start();
  }

  /** The centre is a server elsewhere, where all are done. */
  @Override
  protected int kills() {
    return 4;
  }
}
