// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import io.agentstorage.core.retention.ClassPlan;
import io.agentstorage.core.retention.Retention;
import io.agentstorage.core.retention.RetentionListener;
import io.agentstorage.core.retention.RetentionPolicy;
import io.agentstorage.core.retention.RetentionRule;
import io.agentstorage.repo.RetainedData;
import io.agentstorage.testkit.FolderSampleArchive;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Archives all samples of a database, the first argument, into a folder, the second, and says so after each chunk. */
final class ArchiveMain {
  private ArchiveMain() {}

  public static void main(String[] args) {
    Clock clock = Clock.systemUTC();
    RetentionPolicy policy =
        RetentionPolicy.defaults()
            .with(RetainedData.SAMPLES, RetentionRule.keepAll().maxAge(Duration.ZERO));
    try (SqliteDatabase database = SqliteDatabase.open(Path.of(args[0]))) {
      FolderSampleArchive archive = new FolderSampleArchive(Path.of(args[1]));
      Retention.of(database, RetainedData.of(database, archive, clock), policy, clock)
          .run(
              new RetentionListener() {
                @Override
                public void onChunk(ClassPlan plan, long rows) {
                  System.out.println("gone " + rows);
                }
              },
              () -> false);
    }
  }
}
