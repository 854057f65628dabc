// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.retention.ClassPlan;
import io.agentstorage.core.retention.Purge;
import io.agentstorage.core.retention.PurgeRequest;
import io.agentstorage.core.retention.RetentionRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which uploaded files go when; the others are still to be sent. */
@Timeout(120)
class RetainedFilesTest {
  private static final Instant START = Instant.parse("2026-02-03T00:00:00Z");
  private static final Instant NOW = START.plus(Duration.ofDays(10));
  private static final RetentionRule ALL = RetentionRule.keepAll();

  @TempDir Path temp;
  private RetainedFiles files;

  @BeforeEach
  void open() {
    files = RetainedFiles.uploaded(MetricFolder.open(temp));
  }

  /** One a day, of 100 bytes each, in turns of two kinds. */
  private void put(String stage, int days) throws IOException {
    Path folder = Files.createDirectories(temp.resolve(stage));
    for (int day = 0; day < days; day++) {
      long stop = START.plus(Duration.ofDays(day)).toEpochMilli();
      String kind = day % 2 == 0 ? "metrics" : "logs";
      Files.write(folder.resolve(kind + "_" + (stop - 1) + "_" + stop + ".json.br"), new byte[100]);
    }
  }

  private Purge select(RetentionRule rule, long leastBytes) {
    return files.select(new PurgeRequest(rule, leastBytes, NOW, List.of()));
  }

  private int there(String stage) throws IOException {
    try (Stream<Path> all = Files.list(temp.resolve(stage))) {
      return (int) all.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void whatWasUploadedLongAgoGoesInChunks() throws Exception {
    put("uploaded", 10);
    put("", 10);

    Purge purge = select(ALL.maxAge(Duration.ofDays(5)), 0);

    ClassPlan plan = purge.plan();
    assertThat(plan.rows()).isEqualTo(5);
    assertThat(plan.bytes()).isEqualTo(500);
    assertThat(plan.bytesMeasured()).isTrue();
    assertThat(plan.oldest()).isEqualTo(START);
    assertThat(plan.newest()).isEqualTo(START.plus(Duration.ofDays(4)));
    assertThat(there("uploaded")).isEqualTo(10);
    assertThat(purge.delete(3)).isEqualTo(new Purge.Deleted(3, 300, false, Duration.ZERO));
    assertThat(purge.delete(3)).isEqualTo(new Purge.Deleted(2, 200, true, Duration.ZERO));
    assertThat(there("uploaded")).isEqualTo(5);
    assertThat(there("")).as("what is to be sent").isEqualTo(10);
  }

  @Test
  void filesAndBytesAreLimitsToo() throws Exception {
    put("uploaded", 10);

    assertThat(select(ALL.maxRows(3), 0).plan().rows()).isEqualTo(7);
    assertThat(select(ALL.maxBytes(450), 0).plan().rows()).isEqualTo(6);
    assertThat(select(ALL, 0).plan().rows()).isZero();
    assertThat(select(ALL, 101).plan().rows()).isEqualTo(2);
    assertThat(select(ALL, 100_000).plan().rows()).isEqualTo(10);
    assertThat(select(ALL.maxRows(3).maxAge(Duration.ofDays(2)), 0).plan().rows()).isEqualTo(8);
  }

  @Test
  void whatSomebodyElseTookAwayIsNotCounted() throws Exception {
    put("uploaded", 2);
    Purge purge = select(ALL.maxRows(0), 0);
    try (Stream<Path> all = Files.list(temp.resolve("uploaded"))) {
      Files.delete(all.sorted().findFirst().orElseThrow());
    }

    assertThat(purge.delete(10)).isEqualTo(new Purge.Deleted(1, 100, true, Duration.ZERO));
  }

  @Test
  void aStageThatIsNotThereHasNothing() {
    assertThat(select(ALL.maxRows(0), 1_000).plan().rows()).isZero();
  }

  @Test
  void theFolderItselfIsNoStage() {
    MetricFolder folder = MetricFolder.open(temp);

    assertThatThrownBy(() -> RetainedFiles.of(folder, "", "unsent"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
