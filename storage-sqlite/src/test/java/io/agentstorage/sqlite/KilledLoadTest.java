// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.testkit.fault.ChildJvm;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.IntStream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A load with a resume point that kill -9 ends, twice. */
@Timeout(120)
class KilledLoadTest {
  private static final int PODS = 12_000;

  @TempDir Path folder;

  @Test
  void goesOnAfterTheLastRowThatWasToldAndAccountsForEachOnce() throws Exception {
    Path file = folder.resolve("agent.db");
    killAfter(file, 2_000);
    killAfter(file, 5_000);

    try (SqliteDatabase database = SqliteDatabase.open(file)) {
      BulkLoadReport report = LoadMain.load(database, LoadMain.pods(PODS));

      assertThat(report.resumedAt()).isBetween(5_000L, PODS - 1L);
      assertThat(report.inserted()).as("none was loaded twice").isEqualTo(PODS);
      assertThat(report.rows()).isEqualTo(PODS);
      assertThat(
              new ResourceRepository(database, Clock.systemUTC())
                  .findAll(DSL.noCondition()).stream().map(pod -> pod.name()))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, PODS).mapToObj(i -> "web-" + i).toList());
    }
    assertThat(Raw.query(file, "PRAGMA integrity_check")).containsExactly("ok");
    assertThat(Raw.query(file, "PRAGMA foreign_key_check")).isEmpty();
  }

  private static void killAfter(Path file, int rows) throws Exception {
    try (ChildJvm child =
        ChildJvm.running(LoadMain.class, file.toString(), Integer.toString(PODS)).start()) {
      child.awaitLine(Integer.toString(rows));
      child.kill();
    }
  }
}
