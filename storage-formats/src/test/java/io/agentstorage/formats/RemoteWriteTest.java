// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats;

import static io.agentstorage.formats.Bodies.cut;
import static io.agentstorage.formats.Bodies.inner;
import static io.agentstorage.formats.Bodies.label;
import static io.agentstorage.formats.Bodies.packed;
import static io.agentstorage.formats.Bodies.sample;
import static io.agentstorage.formats.Bodies.series;
import static io.agentstorage.formats.Reading.CREATED;
import static io.agentstorage.formats.Reading.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.protobuf.ByteString;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** Bodies of remote_write 1.0. */
class RemoteWriteTest {
  private static final Path CAPTURED =
      Path.of("../../shared/data/Cloudzero__cloudzero-agent/history/000001.snappy");

  private static List<MetricSample> read(byte[] body, MetricReadOptions options) {
    return Reading.read(MetricFormat.REMOTE_WRITE, body, options);
  }

  @Test
  void samplesOfSeriesAreRead() throws IOException {
    byte[] body =
        packed(
            series(
                label("__name__", "cpu"),
                label("node", "n1"),
                label("pod", "ü-0"),
                label("none", ""),
                sample(446, 1000),
                sample(0.1, 2000)),
            series(label("__name__", "up"), sample(Double.NaN, -1)),
            // What has the value of its type's default is not sent.
            series(label("__name__", "zero"), inner(2)));

    List<MetricSample> samples = read(body, OPTIONS.cluster("prod", null));

    MetricSeries cpu = new MetricSeries("cpu", "n1", "prod", null, Map.of("pod", "ü-0"));
    assertThat(samples.stream().map(MetricSample::series).toList())
        .containsExactly(
            cpu,
            cpu,
            new MetricSeries("up", null, "prod", null, Map.of()),
            new MetricSeries("zero", null, "prod", null, Map.of()));
    assertThat(samples.stream().map(sample -> sample.value().text()))
        .containsExactly("446", "0.1", "NaN", "0");
    assertThat(samples.stream().map(sample -> sample.timestamp().toEpochMilli()))
        .containsExactly(1000L, 2000L, -1L, 0L);
    assertThat(samples.get(0).created()).isEqualTo(CREATED);
  }

  @Test
  void theOrderOfFieldsDoesNotMatter() throws IOException {
    byte[] body = packed(series(sample(1, 1000), label("a", "b"), label("__name__", "x")));

    assertThat(read(body, OPTIONS).get(0).series())
        .isEqualTo(new MetricSeries("x", null, null, null, Map.of("a", "b")));
  }

  @Test
  void extraLabelsDoNotOverrideThoseOfAScraper() throws IOException {
    byte[] body = packed(series(label("__name__", "x"), label("job", "a"), sample(1, 1)));

    assertThat(
            read(body, OPTIONS.extraLabel("job", "b").extraLabel("region", "eu"))
                .get(0)
                .series()
                .labels())
        .isEqualTo(Map.of("job", "a", "region", "eu"));
  }

  @Test
  void exemplarsMetadataAndUnknownFieldsArePassedOver() throws IOException {
    byte[] body =
        packed(
            inner(3, out -> out.writeEnum(1, 1), out -> out.writeString(2, "x")),
            series(
                label("__name__", "x"),
                inner(3, label("trace_id", "1"), out -> out.writeDouble(2, 1)),
                out -> out.writeFixed32(99, 1),
                sample(1, 1)),
            out -> out.writeString(100, "later"));

    assertThat(read(body, OPTIONS)).hasSize(1);
  }

  @Test
  void nativeHistogramsAreReportedAndTheRestIsRead() throws IOException {
    byte[] body =
        packed(
            series(label("__name__", "h"), inner(4, out -> out.writeUInt64(1, 5)), sample(1, 1)),
            series(label("__name__", "x"), sample(2, 2)));
    List<MetricReject> rejects = new ArrayList<>();

    assertThat(read(body, OPTIONS.rejects(rejects::add))).hasSize(2);
    assertThat(rejects).hasSize(1);
    assertThat(rejects.get(0).place()).hasToString("input, series 1");
    assertThat(rejects.get(0).problem()).contains("1 native histograms of \"h\"");
    assertThatExceptionOfType(MetricFormatException.class)
        .isThrownBy(() -> read(body, OPTIONS))
        .withMessageContaining("native histograms");
  }

  @Test
  void seriesThatAreNoneAreRejectedOneByOne() throws IOException {
    byte[] body =
        packed(
            series(label("a", "b"), sample(1, 1)),
            series(label("__name__", "x"), label("a", "1"), label("a", "2"), sample(1, 1)),
            series(label("__name__", "x"), label("", "1"), sample(1, 1)),
            series(label("__name__", "x"), label("__name__", "y"), sample(1, 1)),
            series(label("__name__", "good"), sample(1, 1)));
    List<MetricReject> rejects = new ArrayList<>();

    assertThat(read(body, OPTIONS.rejects(rejects::add)).get(0).series().name()).isEqualTo("good");
    assertThat(rejects.stream().map(MetricReject::problem))
        .satisfiesExactly(
            problem -> assertThat(problem).contains("a label __name__, found none"),
            problem -> assertThat(problem).contains("each label once"),
            problem -> assertThat(problem).contains("labels with names"),
            problem -> assertThat(problem).contains("one label __name__"));
  }

  @Test
  void aBodyOfVersion2IsNamed() throws IOException {
    byte[] body = packed(out -> out.writeString(4, ""), inner(5));

    assertThatExceptionOfType(MetricFormatException.class)
        .isThrownBy(() -> read(body, OPTIONS))
        .withMessageContaining("remote_write 2.0");
  }

  @Test
  void theLengthIsCheckedBeforeAnythingIsAllocated() throws IOException {
    byte[] twoGigabytes = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07, 0, 0};
    byte[] body = packed(series(label("__name__", "x".repeat(100)), sample(1, 1)));

    assertThatExceptionOfType(MetricFormatException.class)
        .isThrownBy(() -> read(twoGigabytes, OPTIONS))
        .withMessageContaining("found 2147483647; MetricReadOptions.largestBody allows more");
    assertThatExceptionOfType(MetricFormatException.class)
        .isThrownBy(() -> read(body, OPTIONS.largestBody(64)))
        .withMessageContaining("at most 64 bytes uncompressed");
  }

  @Test
  void everyTruncatedBodyIsRefusedWithOneError() throws IOException {
    byte[] message =
        Bodies.message(series(label("__name__", "x"), label("a", "b"), sample(1, 1000)));
    byte[] body = Snappy.compress(message);
    for (int length = 0; length < body.length; length++) {
      byte[] part = cut(body, length);
      assertThatExceptionOfType(MetricFormatException.class)
          .as("%s bytes", length)
          .isThrownBy(() -> read(part, OPTIONS));
    }
    Set<Integer> complete = new HashSet<>();
    for (int length = 1; length < message.length; length++) {
      byte[] part = Snappy.compress(cut(message, length));
      assertThatExceptionOfType(MetricFormatException.class)
          .as("%s bytes of the message", length)
          .isThrownBy(() -> read(part, OPTIONS));
      complete.add(length);
    }
    assertThat(complete).hasSize(message.length - 1);
  }

  @Test
  void whatIsNoUtf8OrNoMessageIsRefused() throws IOException {
    byte[] latin =
        packed(
            series(
                label("__name__", "x"),
                inner(1, out -> out.writeBytes(1, ByteString.copyFrom(new byte[] {(byte) 0xff})))));
    byte[] text = Snappy.compress("{\"timeseries\":[]}");
    byte[] noise = "a 1\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    for (byte[] body : List.of(latin, text, noise)) {
      assertThatExceptionOfType(MetricFormatException.class).isThrownBy(() -> read(body, OPTIONS));
    }
  }

  @Test
  void aCapturedBodyIsRead() throws IOException {
    assumeThat(CAPTURED).exists();

    List<MetricSample> samples = read(Files.readAllBytes(CAPTURED), OPTIONS);

    assertThat(samples).hasSize(436);
    assertThat(samples.stream().map(MetricSample::series).distinct()).hasSize(436);
    assertThat(samples)
        .allSatisfy(
            one ->
                assertThat(one.timestamp())
                    .isBetween(
                        Instant.parse("2023-01-01T00:00:00Z"),
                        Instant.parse("2026-01-01T00:00:00Z")));
  }
}
