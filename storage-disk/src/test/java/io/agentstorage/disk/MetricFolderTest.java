// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import static io.agentstorage.disk.Samples.numbersIn;
import static io.agentstorage.disk.Samples.sample;
import static io.agentstorage.disk.Samples.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.metric.MetricValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class MetricFolderTest {
  private static final String ROW =
      "{\"id\":\"a6e2fd27-7cd8-4b8c-8b9f-0123456789ab\",\"cluster_name\":\"prod\",\"cloud_account_id\":\"12\","
          + "\"metric_name\":\"cpu\",\"node_name\":\"\",\"created_at\":\"1730858398505\","
          + "\"timestamp\":\"1730858398500\",\"labels\":{\"pod\":\"web-0\"},\"value\":\"446\"}";

  private static final MetricSample SAMPLE =
      new MetricSample(
          new MetricSeries("cpu", null, "prod", "12", Map.of("pod", "web-0")),
          Instant.ofEpochMilli(1_730_858_398_500L),
          Instant.ofEpochMilli(1_730_858_398_505L),
          new MetricValue("446"),
          UUID.fromString("a6e2fd27-7cd8-4b8c-8b9f-0123456789ab"));

  @TempDir Path temp;

  private MetricFolder folder() {
    return MetricFolder.open(temp);
  }

  private Path file(String name, String json) throws Exception {
    Brotli4jLoader.ensureAvailability();
    return Files.write(temp.resolve(name), Encoder.compress(json.getBytes(StandardCharsets.UTF_8)));
  }

  private Path fileOf(int rows) {
    try (MetricFileStore store = MetricFileStore.open(temp, ContentKind.METRICS)) {
      store.put(samples(0, rows));
    }
    return folder().list(ContentKind.METRICS).get(0).path();
  }

  @Test
  void whatIsMissingIsAnErrorAndIsNotCreated() throws Exception {
    Path missing = temp.resolve("missing");
    List<ThrowingCallable> calls =
        List.of(
            () -> MetricFolder.open(missing),
            () -> folder().read(missing).close(),
            () -> folder().read(Path.of("missing")).close(),
            () -> folder().verify(missing),
            () -> folder().list(ContentKind.METRICS, "missing"),
            () -> folder().walk("missing", file -> {}),
            () -> folder().move(missing, "uploaded"));
    for (ThrowingCallable call : calls) {
      CannotOpenException e = catchThrowableOfType(CannotOpenException.class, call);
      assertThat(e).isNotNull().hasMessageContaining(missing.toString());
      assertThat(e.getMessage()).contains("there is no such").contains("; ");
    }
    try (Stream<Path> left = Files.list(temp)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void fieldsThatNobodyKnowsArePassedOver() throws Exception {
    String newer =
        ROW.replace("{\"id\"", "{\"schema\":{\"version\":[2,{}]},\"id\"")
            .replace("\"value\"", "\"unit\":null,\"exemplars\":[[1.5]],\"value\"");
    Path file = file("metrics_1730858398500_1730858399000.json.br", "[" + newer + "," + ROW + "]");

    assertThat(Samples.rows(folder(), file)).containsExactly(SAMPLE, SAMPLE);
    assertThat(folder().verify(file)).isEqualTo(2);
  }

  @Test
  void filesOfOtherProgramsAreListedAndRead() throws Exception {
    Path file =
        file(
            "metrics_1730858398500_1730858399000.json.br",
            " [ "
                + ROW.replace("{\"pod\"", "{\"__name__\":\"memory\",\"node\":\"n1\",\"pod\"")
                    .replace("\"446\"", "446.50")
                + " ] \n");

    assertThat(Samples.rows(folder(), file))
        .containsExactly(
            new MetricSample(
                new MetricSeries("memory", "n1", "prod", "12", Map.of("pod", "web-0")),
                SAMPLE.timestamp(),
                SAMPLE.created(),
                new MetricValue("446.50"),
                SAMPLE.id()));
    assertThat(folder().list(ContentKind.METRICS))
        .containsExactly(
            new MetricFile(
                file,
                ContentKind.METRICS,
                Instant.ofEpochMilli(1_730_858_398_500L),
                Instant.ofEpochMilli(1_730_858_399_000L),
                Files.size(file)));
    assertThat(folder().list(ContentKind.LOGS)).isEmpty();
  }

  @Test
  void aFileWithoutRowsIsRead() throws Exception {
    assertThat(folder().verify(file("metrics_1_2.json.br", "[]"))).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "row 0|it does not begin with a JSON array|{}",
        "row 0|it does not begin with a JSON array|''",
        "row 1|it is no JSON object|[1]",
        "row 2|it is no JSON object|[ROW,null]",
        "row 2|it is no JSON from byte|[ROW,",
        "row 2|it is no JSON from byte|[ROW ROW]",
        "row 1|there is more behind the end|[ROW][]",
        "row 1|it has no metric_name|[{\"value\":\"1\"}]",
        "row 1|it has no"
            + " created_at|[{\"metric_name\":\"cpu\",\"timestamp\":\"1\",\"value\":\"1\"}]",
      })
  void whatIsWrongIsToldWithTheRowAndTheCure(String row, String what, String json)
      throws Exception {
    Path file = file("metrics_1_2.json.br", json.replace("ROW", ROW));

    assertThatThrownBy(() -> folder().verify(file))
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining("read " + file + ": " + row + ": " + what)
        .hasMessageContaining("move the file out");
  }

  @ParameterizedTest
  @CsvSource({
    "its id is no UUID, a6e2fd27-7cd8-4b8c-8b9f-0123456789ab, secret",
    "its timestamp is no number of milliseconds, 1730858398500, secret",
    "a metric value must be a decimal number, 446, secret",
    "its labels are no object, {\"pod\":\"web-0\"}, [\"secret\"]",
    "its label is no text, \"web-0\", [\"secret\"]",
  })
  void aWrongFieldIsNamedWithoutItsValue(String what, String right, String wrong) throws Exception {
    Path file = file("metrics_1_2.json.br", "[" + ROW.replace(right, wrong) + "]");

    assertThatThrownBy(() -> folder().verify(file))
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining("row 1: " + what)
        .message()
        .doesNotContain("secret");
  }

  @Test
  void aFileThatIsCutAnywhereIsFound() throws Exception {
    byte[] whole = Files.readAllBytes(fileOf(20));
    Path name = folder().list(ContentKind.METRICS).get(0).path();
    for (int length = 0; length < whole.length; length++) {
      Files.write(name, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> folder().verify(name)).isInstanceOf(CorruptException.class);
    }
    Files.write(name, Arrays.copyOf(whole, whole.length + 1));
    assertThatThrownBy(() -> folder().verify(name)).isInstanceOf(CorruptException.class);
    Files.write(name, whole);
    assertThat(folder().verify(name)).isEqualTo(20);
  }

  /** The library looks only at what it has read ahead, and would not see this. */
  @Test
  void whatComesBehindAStreamThatFillsTheBufferIsFound() throws Exception {
    Random random = new Random(5);
    byte[] whole = new byte[0];
    for (int length = 80_000; whole.length != 64 * 1024; length += (64 * 1024 - whole.length)) {
      StringBuilder text = new StringBuilder(length);
      random
          .ints(length, ' ', '~')
          .filter(c -> c != '"' && c != '\\')
          .forEach(text::appendCodePoint);
      whole =
          Encoder.compress(
              ("[" + ROW.replace("web-0", text) + "]").getBytes(StandardCharsets.UTF_8),
              Encoder.Parameters.create(1));
    }
    Path file = Files.write(temp.resolve("metrics_1_2.json.br"), whole);
    assertThat(folder().verify(file)).isEqualTo(1);
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertThatThrownBy(() -> folder().verify(file))
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining("more behind its end");
  }

  /** Brotli itself would not find most of these. */
  @Test
  void aByteThatIsFlippedAnywhereIsFound() throws Exception {
    Path file = fileOf(300);
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      assertThatThrownBy(() -> folder().verify(file)).isInstanceOf(CorruptException.class);
    }
  }

  @Test
  void somethingElseThanBrotliIsFound() throws Exception {
    Path file = Files.writeString(temp.resolve("metrics_1_2.json.br"), "[" + ROW + "]");
    assertThatThrownBy(() -> folder().verify(file))
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining("it is not what was compressed");
  }

  @Test
  void filesAreFoundByNameAndExtensionInAllSubFolders() throws Exception {
    Path deep = Files.createDirectories(temp.resolve("a/b"));
    Path here = Files.writeString(temp.resolve("metrics_1_2.json.br"), "");
    Path there = Files.writeString(deep.resolve("metrics_3_4.json.br"), "");
    Path logs = Files.writeString(deep.resolve("logs_3_4.json.br"), "");
    Path parquet = Files.writeString(deep.resolve("metrics_3_4.parquet"), "");

    try (MetricFileStore store = MetricFileStore.open(temp, ContentKind.METRICS)) {
      store.put(sample(0));
      assertThat(folder().find("metrics", ".json.br")).containsExactly(there, here);
      assertThat(folder().find("", ".parquet")).containsExactly(parquet);
      assertThat(folder().find("_3_", "")).containsExactly(logs, there, parquet);
      assertThat(folder().find("", "")).hasSize(4);
      assertThat(folder().find("nothing", "")).isEmpty();
    }

    List<Path> walked = new ArrayList<>();
    folder().walk("a/b", walked::add);
    assertThat(walked).containsExactlyInAnyOrder(there, logs, parquet);
    assertThatThrownBy(() -> folder().walk("../", file -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aWalkGoesOnWhereFilesVanish() throws Exception {
    Path stage = Files.createDirectory(temp.resolve("stage"));
    for (int i = 0; i < 100; i++) {
      Files.writeString(stage.resolve("file-" + i), "");
    }
    List<Path> seen = new ArrayList<>();
    folder()
        .walk(
            "",
            file -> {
              seen.add(file);
              try (Stream<Path> rest = Files.list(stage)) {
                for (Path other : rest.filter(path -> !path.equals(file)).toList()) {
                  Files.delete(other);
                }
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    assertThat(seen).isNotEmpty();
  }

  @Test
  void aFileMovesToAStageAndBackAndNeverOverAnother() throws Exception {
    Path file = fileOf(5);
    String name = file.getFileName().toString();

    Path uploaded = folder().move(file, "uploaded");

    assertThat(uploaded).isEqualTo(temp.resolve("uploaded").resolve(name));
    assertThat(folder().list(ContentKind.METRICS)).isEmpty();
    assertThat(folder().list(ContentKind.METRICS, "uploaded")).hasSize(1);
    assertThat(numbersIn(folder(), uploaded)).containsExactly(0, 1, 2, 3, 4);
    assertThatThrownBy(() -> folder().move(file, "uploaded"))
        .isInstanceOf(CannotOpenException.class);

    Files.writeString(file, "another");
    assertThatThrownBy(() -> folder().move(file, "uploaded"))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("there is a file of this name");
    assertThat(Files.readString(file)).isEqualTo("another");
    assertThat(folder().verify(uploaded)).isEqualTo(5);
    Files.delete(file);
    assertThat(folder().move(Path.of("uploaded", name), "")).isEqualTo(file);

    for (String stage : List.of("..", ".journal", "a/b", "/tmp")) {
      assertThatThrownBy(() -> folder().move(file, stage))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> folder().move(temp.resolve("../x"), "uploaded"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aStreamThatIsClosedEarlyClosesItsFile() {
    Path file = fileOf(1000);
    long before = openFiles(file);
    try (Stream<MetricSample> rows = folder().read(file)) {
      assertThat(rows.limit(3).map(Samples::number).toList()).containsExactly(0, 1, 2);
      assertThat(openFiles(file)).isEqualTo(before + 1);
    }
    assertThat(openFiles(file)).isEqualTo(before);
    folder().read(file).close();
    assertThat(openFiles(file)).as("nothing was read").isEqualTo(before);
  }

  /** How often this process has a file open; Linux tells. */
  private static long openFiles(Path file) {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(
              link -> {
                try {
                  return Files.readSymbolicLink(link).equals(file);
                } catch (IOException e) {
                  return false; // the one that lists them is gone by now
                }
              })
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
