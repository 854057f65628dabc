// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import io.agentstorage.core.Database;
import io.agentstorage.sqlite.SqliteDatabase;
import io.agentstorage.sqlite.SqliteOptions;
import io.agentstorage.sqlite.Synchronous;
import io.agentstorage.testkit.KilledSyncSuite;
import io.agentstorage.testkit.fault.ChildJvm;
import io.agentstorage.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The sync is killed again and again, and so is the server that it feeds. */
class KilledSyncTest extends KilledSyncSuite {
  /** A kill leaves what the operating system was given: nobody has to wait for the disk. */
  static final SqliteOptions OPTIONS = SqliteOptions.defaults().synchronous(Synchronous.NORMAL);

  @TempDir Path folder;
  private PostgresServer server;
  private String url;

  @BeforeEach
  void start() throws SQLException {
    server = PostgresServer.start();
    url = server.url(server.createDatabase());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  protected Database openAgent() {
    return SqliteDatabase.open(folder.resolve("agent.db"), OPTIONS);
  }

  @Override
  protected Database openCentre() {
    return PostgresDatabase.open(url, PostgresOptions.defaults().cluster("agent"));
  }

  @Override
  protected ChildJvm startSync() throws IOException {
    return ChildJvm.running(SyncMain.class, folder.resolve("agent.db").toString(), url).start();
  }

  @Override
  protected void killCentre() {
    server.kill();
    server.restart();
  }

  @Override
  protected int kills() {
    return Cases.kills(super.kills());
  }
}
