// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static io.agentstorage.codegen.Tables.METRIC_DATA;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.metric.MetricValue;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.repo.MetricRepository;
import io.agentstorage.testkit.FolderSampleArchive;
import io.agentstorage.testkit.fault.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An archiving that dies anywhere, as kill -9 ends it. */
@Timeout(300)
class KilledArchiveTest {
  private static final Instant START = Instant.parse("2026-02-03T00:00:00Z");
  private static final int DAYS = 6;
  private static final int A_DAY = 17_280;

  @TempDir Path folder;
  private final Random random = new Random(20260203);
  private Path file;
  private Path archive;

  private static List<MetricSample> samples() {
    return IntStream.range(0, DAYS * A_DAY)
        .mapToObj(
            i ->
                new MetricSample(
                    new MetricSeries("cpu", "n", null, null, Map.of("pod", "p" + i % 60)),
                    START.plus(Duration.ofSeconds(300L * (i / 60))),
                    START.plus(Duration.ofSeconds(300L * (i / 60) + 1)),
                    new MetricValue(i + ".5"),
                    null))
        .toList();
  }

  @BeforeEach
  void prepare() throws IOException {
    file = folder.resolve("agent.db");
    archive = Files.createDirectory(folder.resolve("archive"));
  }

  @Test
  void eachSampleIsArchivedOnce() throws Exception {
    List<MetricSample> all = samples();
    try (SqliteDatabase database = SqliteDatabase.open(file)) {
      new MetricRepository(database).bulk().load(all.stream(), BulkLoadOptions.defaults());
    }

    killWhileWriting();
    killAfterAPartAppeared();
    killAfterChunks(1);
    killAfterChunks(2);
    killWhileWriting();
    ChildJvm.running(ArchiveMain.class, file.toString(), archive.toString()).start().awaitSuccess();

    try (SqliteDatabase database = SqliteDatabase.open(file)) {
      assertThat(database.dsl().fetchCount(METRIC_DATA)).isZero();
    }
    List<MetricSample> archived = new ArrayList<>();
    FolderSampleArchive parts = new FolderSampleArchive(archive);
    parts.parts().forEach(part -> parts.read(part, archived::add));
    assertThat(archived).hasSameSizeAs(all);
    assertThat(new HashSet<>(archived).equals(new HashSet<>(all))).as("the same samples").isTrue();
    assertThat(Raw.query(file, "PRAGMA integrity_check")).containsExactly("ok");
  }

  private ChildJvm start() throws IOException {
    return ChildJvm.running(ArchiveMain.class, file.toString(), archive.toString()).start();
  }

  private void killWhileWriting() throws Exception {
    ChildJvm child = start();
    long size = random.nextInt(500_000);
    while (child.isAlive() && unfinishedBytes() <= size) {
      LockSupport.parkNanos(1_000_000); // a spin would take the core that the child needs
    }
    child.kill();
  }

  private long unfinishedBytes() throws IOException {
    try (Stream<Path> files = Files.list(archive)) {
      return files
          .filter(one -> one.toString().endsWith(".tmp"))
          .mapToLong(KilledArchiveTest::size)
          .sum();
    }
  }

  /** It may have got its name meanwhile. */
  private static long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException e) {
      return 0;
    }
  }

  private void killAfterAPartAppeared() throws Exception {
    int before = new FolderSampleArchive(archive).parts().size();
    ChildJvm child = start();
    while (child.isAlive() && new FolderSampleArchive(archive).parts().size() <= before) {
      LockSupport.parkNanos(1_000_000);
    }
    child.kill();
  }

  private void killAfterChunks(int chunks) throws Exception {
    ChildJvm child = start();
    while (child.isAlive()
        && child.output().stream().filter(line -> line.startsWith("gone")).count() < chunks) {
      LockSupport.parkNanos(1_000_000);
    }
    child.kill();
  }
}
