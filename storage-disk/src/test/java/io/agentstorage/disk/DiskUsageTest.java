// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.UsageLevel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class DiskUsageTest {
  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({
    "0, NONE",
    "49.9, NONE",
    "50, LOW",
    "64.9, LOW",
    "65, MEDIUM",
    "79.9, MEDIUM",
    "80, HIGH",
    "89.9, HIGH",
    "90, CRITICAL",
    "100, CRITICAL",
    "250, CRITICAL"
  })
  void aLevelBeginsAtItsPercent(double percent, UsageLevel level) {
    assertThat(UsageLevel.of(percent)).isEqualTo(level);
  }

  @Test
  void ownBytesAndThoseOfOthersAreApart() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(temp.resolve("disk"), 1024)) {
      Path mine = Files.createDirectory(disk.path().resolve("mine"));
      MetricFolder folder = MetricFolder.open(mine);
      Files.write(mine.resolve("metrics_1_2.json.br"), new byte[40_000]);
      Files.write(Files.createDirectory(mine.resolve("uploaded")).resolve("x"), new byte[60_000]);
      disk.fill(30_000); // by somebody else

      DiskUsage usage = folder.usage(200_000);

      assertThat(usage.ownBytes()).isEqualTo(100_000);
      assertThat(usage.ownFiles()).isEqualTo(2);
      assertThat(usage.ownPercent()).isEqualTo(50);
      assertThat(usage.ownLevel()).isEqualTo(UsageLevel.LOW);
      assertThat(usage.filesystemBytes()).isEqualTo(1024 * 1024);
      assertThat(usage.filesystemAvailableBytes()).isBetween(0L, 30_000L);
      assertThat(usage.filesystemPercent()).isBetween(97.0, 100.0);
      assertThat(usage.filesystemLevel()).isEqualTo(UsageLevel.CRITICAL);
      assertThat(folder.usage().ownLevel()).isEqualTo(UsageLevel.NONE);
      assertThat(folder.usage().ownPercent()).isBetween(9.0, 10.0);
    }
  }

  @Test
  void aFilesystemWarnsAtEachLevelAsItIsFilled() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(temp.resolve("disk"), 1000)) {
      MetricFolder folder = MetricFolder.open(disk.path());
      assertThat(folder.usage().filesystemLevel()).isEqualTo(UsageLevel.NONE);
      for (UsageLevel level : UsageLevel.values()) {
        disk.fill(10_240L * (100 - level.percent()) - 4096);
        assertThat(folder.usage().filesystemLevel()).isEqualTo(level);
      }
    }
  }

  @Test
  void journalsCount() {
    try (MetricFileStore store = MetricFileStore.open(temp, ContentKind.METRICS)) {
      store.put(Samples.samples(0, 100));
      assertThat(store.folder().usage().ownBytes()).isGreaterThan(10_000);
    }
  }

  /** No disk at hand has these sizes. */
  @Test
  void whatIsKeptForRootCountsNeitherAsUsedNorAsAvailable() {
    DiskUsage usage = new DiskUsage(1, 1, 1000, 700, 100, OptionalLong.empty());
    assertThat(usage.filesystemPercent()).isEqualTo(87.5);
    assertThat(new DiskUsage(0, 0, 0, 0, 0, OptionalLong.empty()).filesystemPercent()).isZero();
    assertThat(new DiskUsage(300, 1, 1000, 700, 100, OptionalLong.of(200)).ownPercent())
        .isEqualTo(150);
  }

  @Test
  void anAllotmentOfNothingIsRefused() {
    assertThatThrownBy(() -> MetricFolder.open(temp).usage(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allotment");
  }
}
