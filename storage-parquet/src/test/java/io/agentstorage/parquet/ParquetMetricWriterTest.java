// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.error.StorageFullException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.testkit.fault.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is there, and under which name, whatever happens on the way. */
@Timeout(120)
class ParquetMetricWriterTest {
  @TempDir Path folder;

  @Test
  void theFileHasItsNameOnlyWhenItIsFinished() throws Exception {
    Path file = folder.resolve("a.parquet");
    try (ParquetMetricWriter writer = ParquetMetricWriter.create(file)) {
      assertThat(writer.writeAll(Archives.samples(1000).stream())).isEqualTo(1000);
      assertThat(Archives.namesIn(folder))
          .singleElement()
          .satisfies(name -> assertThat(name).startsWith(".a.parquet.").endsWith(".tmp"));
      writer.finish();
      assertThat(Archives.namesIn(folder)).containsExactly("a.parquet");
    }
    assertThat(Archives.namesIn(folder)).containsExactly("a.parquet");
    assertThat(Archives.read(file)).isEqualTo(Archives.samples(1000));
  }

  @Test
  void whatIsClosedWithoutBeingFinishedIsGone() throws Exception {
    try (ParquetMetricWriter writer = ParquetMetricWriter.create(folder.resolve("a.parquet"))) {
      writer.writeAll(Archives.samples(1000).stream());
    }
    assertThat(Archives.namesIn(folder)).isEmpty();
  }

  @Test
  void aFileThatIsThereIsNeverReplaced() throws Exception {
    Path file = Files.writeString(folder.resolve("a.parquet"), "mine");
    assertThatThrownBy(() -> ParquetMetricWriter.create(file))
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "write "
                + file
                + ": there is a file of this name; move it away or choose another name");

    Path late = folder.resolve("b.parquet");
    try (ParquetMetricWriter writer = ParquetMetricWriter.create(late)) {
      writer.write(Archives.sample(1));
      Files.writeString(late, "mine, too");
      assertThatThrownBy(writer::finish).hasMessageContaining("there is a file of this name");
    }
    assertThat(late).hasContent("mine, too");
    assertThat(Archives.namesIn(folder)).containsExactly("a.parquet", "b.parquet");
  }

  @Test
  void ofTwoWritersOfOneNameTheFirstToFinishHasIt() throws Exception {
    Path file = folder.resolve("a.parquet");
    try (ParquetMetricWriter one = ParquetMetricWriter.create(file);
        ParquetMetricWriter other = ParquetMetricWriter.create(file)) {
      one.write(Archives.sample(1));
      other.write(Archives.sample(2));
      other.finish();
      assertThatThrownBy(one::finish).isInstanceOf(StorageException.class);
    }
    assertThat(Archives.read(file)).containsExactly(Archives.sample(2));
    assertThat(Archives.namesIn(folder)).containsExactly("a.parquet");
  }

  @Test
  void aSampleThatNoFileCanHoldIsRefusedAndOthersAreWritten() {
    Path file = folder.resolve("a.parquet");
    MetricSeries half = new MetricSeries("m", null, null, null, Map.of("a", "\ud83d"));
    try (ParquetMetricWriter writer = ParquetMetricWriter.create(file)) {
      writer.write(Archives.sample(1));
      assertThatThrownBy(() -> writer.write(Archives.sample(half, Archives.TIME, "1")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("surrogate");
      writer.write(Archives.sample(2));
      assertThat(writer.finish().rows()).isEqualTo(2);
    }
    assertThat(Archives.read(file)).containsExactly(Archives.sample(1), Archives.sample(2));
  }

  @Test
  void aStreamThatFailsLeavesNoFile() throws Exception {
    Stream<MetricSample> failing =
        Stream.iterate(0, i -> i + 1)
            .map(
                i -> {
                  if (i == 10) {
                    throw new IllegalStateException("no more");
                  }
                  return Archives.sample(i);
                });
    try (ParquetMetricWriter writer = ParquetMetricWriter.create(folder.resolve("a.parquet"))) {
      assertThatThrownBy(() -> writer.writeAll(failing)).hasMessage("no more");
    }
    assertThat(Archives.namesIn(folder)).isEmpty();
  }

  @Test
  void nothingIsWrittenToAFinishedFile() {
    try (ParquetMetricWriter writer = ParquetMetricWriter.create(folder.resolve("a.parquet"))) {
      writer.finish();
      assertThatThrownBy(() -> writer.write(Archives.sample(1)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path file = folder.resolve("missing").resolve("a.parquet");
    assertThatThrownBy(() -> ParquetMetricWriter.create(file))
        .isInstanceOf(CannotOpenException.class)
        .hasMessageContaining("write " + file + ": its folder is not there");
  }

  @Test
  void anInterruptGivesTheFileUp() throws Exception {
    try (ParquetMetricWriter writer =
        ParquetMetricWriter.create(
            folder.resolve("a.parquet"), ParquetOptions.defaults().rowGroupBytes(1024 * 1024))) {
      writer.write(Archives.sample(1));
      Thread.currentThread().interrupt();
      assertThatThrownBy(writer::finish).isInstanceOf(CancelledException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(Archives.namesIn(folder)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 600, 1200})
  void onAFullDiskNoFileIsLeftAndItIsSaid(int kibibytes) throws Exception {
    List<MetricSample> samples = new RandomSamples(new Random(4)).list(60_000);
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), kibibytes)) {
      Path file = disk.path().resolve("a.parquet");
      assertThatThrownBy(
              () ->
                  Archives.write(
                      file, samples, ParquetOptions.defaults().rowGroupBytes(1024 * 1024)))
          .isInstanceOf(StorageFullException.class)
          .hasMessageContaining("write " + file)
          .hasMessageContaining("make room");
      assertThat(Archives.namesIn(disk.path())).isEmpty();

      if (kibibytes > 100) {
        Archives.write(file, Archives.samples(10));
        assertThat(Archives.read(file)).isEqualTo(Archives.samples(10));
      }
    }
  }

  @Test
  void aFileThatGetsTooLargeIsGivenUp() throws Exception {
    Path file = folder.resolve("a.parquet");
    try (ChildJvm child =
        ChildJvm.running(LargeArchiveMain.class, file.toString(), "300000", "100")
            .through("bash", "-c", "ulimit -f 1024; exec \"$@\"", "-")
            .start()) {
      child.awaitEnd();
      assertThat(child.output())
          .anyMatch(line -> line.contains("StorageFullException: write " + file));
    }
    assertThat(Archives.namesIn(folder)).isEmpty();
  }

  @Test
  void timesAndTextsOfAllKindsComeBack() {
    for (int seed = 10; seed < 40; seed++) {
      Path file = folder.resolve(seed + ".parquet");
      Random random = new Random(seed);
      List<MetricSample> samples = new RandomSamples(random).list(random.nextInt(1500));
      ParquetSummary summary =
          Archives.write(
              file, samples, ParquetOptions.defaults().dictionaryBytes(1024 << random.nextInt(10)));
      assertThat(Archives.read(file)).as("seed %s", seed).isEqualTo(samples);
      assertThat(ParquetMetricFile.verify(file)).isEqualTo(summary);
    }
  }

  @Test
  void theFurthestTimesComeBack() {
    Path file = folder.resolve("a.parquet");
    List<MetricSample> samples =
        Stream.of(Long.MIN_VALUE, Long.MIN_VALUE + 1, -1L, 0L, Long.MAX_VALUE)
            .map(
                millis ->
                    new MetricSample(
                        Archives.series(1),
                        Instant.ofEpochMilli(millis),
                        Instant.ofEpochMilli(millis),
                        Archives.sample(1).value(),
                        null))
            .toList();
    Archives.write(file, samples);
    assertThat(Archives.read(file)).isEqualTo(samples);
  }

  @Test
  void theDigestTellsTheOrder() {
    List<MetricSample> samples = Archives.samples(2);
    assertThat(Archives.write(folder.resolve("a.parquet"), samples).digest())
        .isNotEqualTo(Archives.write(folder.resolve("b.parquet"), samples.reversed()).digest());
  }

  @Test
  void sameRowsMakeTheSameFile() throws Exception {
    Path one = folder.resolve("a.parquet");
    Path other = folder.resolve("b.parquet");
    Archives.write(one, Archives.samples(1000));
    Archives.write(other, Archives.samples(1000));
    assertThat(one).hasSameBinaryContentAs(other);
  }
}
