// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.testkit.fault.ChildJvm;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A load with a resume point that kill -9 ends. */
@Timeout(120)
class KilledLoadTest {
  private static final int PODS = 12_000;

  /** More than a commit of a second can have. */
  private static final int MANY_PODS = 250_000;

  @TempDir Path folder;

  @Test
  void goesOnAfterTheLastRowThatWasToldAndAccountsForEachOnce() throws Exception {
    Path file = folder.resolve("agent.db");
    killAfter("2000", file, Integer.toString(PODS));
    killAfter("5000", file, Integer.toString(PODS));

    assertThat(loadTheRest(file, PODS)).isBetween(5_000L, PODS - 1L);
  }

  @Test
  void losesNothingOfWhatWasToldWhereSeveralChunksAreCommittedTogether() throws Exception {
    Path file = folder.resolve("agent.db");
    killAfter("commit 1", file, Integer.toString(MANY_PODS), "together");

    assertThat(loadTheRest(file, MANY_PODS)).isBetween(1L, MANY_PODS - 1L);
  }

  private static long loadTheRest(Path file, int pods) throws Exception {
    BulkLoadReport report;
    try (SqliteDatabase database = SqliteDatabase.open(file)) {
      report = LoadMain.load(database, LoadMain.pods(pods), BulkLoadOptions.defaults());

      assertThat(report.inserted()).as("none was loaded twice").isEqualTo(pods);
      assertThat(report.rows()).isEqualTo(pods);
      List<String> names = new ArrayList<>();
      new ResourceRepository(database, Clock.systemUTC())
          .findAll(DSL.noCondition())
          .forEach(pod -> names.add(pod.name()));
      assertThat(names).hasSize(pods);
      assertThat(new HashSet<>(names))
          .isEqualTo(
              IntStream.range(0, pods).mapToObj(i -> "web-" + i).collect(Collectors.toSet()));
    }
    assertThat(Raw.query(file, "PRAGMA integrity_check")).containsExactly("ok");
    assertThat(Raw.query(file, "PRAGMA foreign_key_check")).isEmpty();
    return report.resumedAt();
  }

  private static void killAfter(String line, Path file, String... arguments) throws Exception {
    String[] all =
        Stream.concat(Stream.of(file.toString()), Stream.of(arguments)).toArray(String[]::new);
    try (ChildJvm child = ChildJvm.running(LoadMain.class, all).start()) {
      child.awaitLine(line);
      child.kill();
    }
  }
}
