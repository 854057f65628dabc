// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats;

import static io.agentstorage.formats.Reading.CREATED;
import static io.agentstorage.formats.Reading.OPTIONS;
import static io.agentstorage.formats.Reading.SCRAPED;
import static io.agentstorage.formats.Reading.prometheus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What samples of a text are, and how it is read. */
class PrometheusTextTest {
  @Test
  void aLineBecomesASample() {
    MetricSample sample =
        prometheus(
                "cpu_seconds_total{pod=\"web-0\",node=\"n1\",none=\"\"} 0.10 1395066363001\n",
                OPTIONS.cluster("prod", "12"))
            .get(0);

    assertThat(sample.series())
        .isEqualTo(
            new MetricSeries("cpu_seconds_total", "n1", "prod", "12", Map.of("pod", "web-0")));
    assertThat(sample.value().text()).isEqualTo("0.10");
    assertThat(sample.timestamp()).isEqualTo(Instant.ofEpochMilli(1395066363001L));
    assertThat(sample.created()).isEqualTo(CREATED);
    assertThat(sample.id().version()).isEqualTo(4);
  }

  @Test
  void eachSampleHasAnIdOfItsOwn() {
    List<MetricSample> samples = prometheus("a 1\n".repeat(1000), OPTIONS);

    assertThat(samples.stream().map(MetricSample::id).distinct()).hasSize(1000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.1",
        "1e308",
        "NaN",
        "+Inf",
        "-Inf",
        "12345678901234567890",
        "-0",
        ".5",
        "1E-400"
      })
  void theTextOfAValueIsKept(String value) {
    assertThat(prometheus("a " + value + "\n", OPTIONS).get(0).value().text()).isEqualTo(value);
  }

  @Test
  void escapesInLabelsAreReplacedAndUnknownOnesStay() {
    MetricSample sample = prometheus("a{b=\"1\\\\2\\\"3\\n4\\dx\"} 1\n", OPTIONS).get(0);

    assertThat(sample.series().labels()).isEqualTo(Map.of("b", "1\\2\"3\n4\\dx"));
  }

  @Test
  void labelsMayHaveAnyCharacter() {
    MetricSample sample = prometheus("a{b=\"ü 字 😀\",c=\"ü\\n\"} 1\n", OPTIONS).get(0);

    assertThat(sample.series().labels()).isEqualTo(Map.of("b", "ü 字 😀", "c", "ü\n"));
  }

  @Test
  void whatIsNoUtf8IsRefusedWhereItIs() {
    byte[] text = "ok 1\na{b=\"12\u00ff4\"} 1\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThatExceptionOfType(MetricFormatException.class)
        .isThrownBy(() -> Reading.read(MetricFormat.PROMETHEUS_TEXT, text, OPTIONS))
        .withMessageContaining("line 2, column 8: expected UTF-8, found byte 0xff");
  }

  @Test
  void theMessageHasThePlaceAndTheTextAroundIt() {
    assertThatExceptionOfType(MetricFormatException.class)
        .isThrownBy(() -> prometheus("# ok\nup{node=1} 1\n", OPTIONS.source("n.prom")))
        .withMessage(
            "read n.prom, line 2, column 9: expected a label's value in double quotes, found '1'\n"
                + "  up{node=1} 1\n"
                + "          ^");
  }

  @Test
  void aLongLineIsShownInPart() {
    String line = "a{b=\"" + "x".repeat(500) + "ü\",c=1,d=\"" + "y".repeat(500) + "\"} 1\n";

    assertThatExceptionOfType(MetricFormatException.class)
        .isThrownBy(() -> prometheus(line, OPTIONS))
        .withMessageContaining("column 511")
        .satisfies(
            e -> {
              List<String> lines = e.getMessage().lines().toList();
              assertThat(lines.get(1)).hasSizeLessThan(100).contains("xü\",c=1,d=\"y");
              assertThat(lines.get(1).charAt(lines.get(2).indexOf('^'))).isEqualTo('1');
            });
  }

  @Test
  void aCarriageReturnIsNamed() {
    assertThatExceptionOfType(MetricFormatException.class)
        .isThrownBy(() -> prometheus("a 1\r\n", OPTIONS))
        .withMessageContaining("carriage return")
        .withMessageContaining("convert the line endings");
  }

  @Test
  void aSampleWithoutATimeNeedsOneFromTheOptions() {
    assertThat(prometheus("a 1\n", OPTIONS).get(0).timestamp()).isEqualTo(SCRAPED);
    assertThatExceptionOfType(MetricFormatException.class)
        .isThrownBy(() -> prometheus("a 1\n", MetricReadOptions.defaults()))
        .withMessageContaining("MetricReadOptions.timestamp");
  }

  @Test
  void extraLabelsWinAndTheOldOnesAreExported() {
    MetricReadOptions options = OPTIONS.extraLabel("job", "kubelet").extraLabel("node", "n1");

    assertThat(prometheus("a{job=\"x\",exported_job=\"y\",b=\"c\"} 1\n", options).get(0).series())
        .isEqualTo(
            new MetricSeries(
                "a",
                "n1",
                null,
                null,
                Map.of(
                    "job",
                    "kubelet",
                    "exported_job",
                    "y",
                    "exported_exported_job",
                    "x",
                    "b",
                    "c")));
    assertThat(
            prometheus("a{job=\"x\",node=\"n2\"} 1\n", options.honorLabels(true)).get(0).series())
        .isEqualTo(new MetricSeries("a", "n2", null, null, Map.of("job", "x")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OPTIONS.extraLabel(MetricSeries.NAME_LABEL, "x"));
  }

  @Test
  void aConsumerOfRejectsHasTheRestRead() {
    List<MetricReject> rejects = new ArrayList<>();

    List<MetricSample> samples =
        prometheus("a 1\nb{ 2\nc 3\nd x\ne 5", OPTIONS.rejects(rejects::add));

    assertThat(samples.stream().map(sample -> sample.series().name()))
        .containsExactly("a", "c", "e");
    assertThat(rejects.stream().map(reject -> reject.place().number())).containsExactly(2L, 4L, 5L);
    assertThat(rejects.get(0).place()).hasToString("input, line 2, column 4");
    assertThat(rejects.get(0).excerpt()).isEqualTo("  b{ 2\n     ^");
  }

  @Test
  void nothingComesBehindAThrownFault() {
    byte[] text = "a 1\nb\nc 3\n".getBytes(StandardCharsets.UTF_8);
    List<String> read = new ArrayList<>();
    try (Stream<MetricSample> samples =
        MetricInput.read(new ByteArrayInputStream(text), MetricFormat.PROMETHEUS_TEXT, OPTIONS)) {
      var one = samples.spliterator();
      assertThat(one.tryAdvance(sample -> read.add(sample.series().name()))).isTrue();
      assertThatExceptionOfType(MetricFormatException.class)
          .isThrownBy(() -> one.tryAdvance(sample -> read.add(sample.series().name())));
      assertThat(one.tryAdvance(sample -> read.add(sample.series().name()))).isFalse();
    }
    assertThat(read).containsExactly("a");
  }

  @Test
  void tooLongALineIsPassedOver() {
    List<MetricReject> rejects = new ArrayList<>();
    String text =
        "a 1\nb{c=\""
            + "x".repeat(300_000)
            + "\"} 2\nd 3\ne{f=\""
            + "y".repeat(100)
            + "\"} 4\ng 5\n";

    List<MetricSample> samples = prometheus(text, OPTIONS.longestLine(64).rejects(rejects::add));

    assertThat(samples.stream().map(sample -> sample.series().name()))
        .containsExactly("a", "d", "g");
    assertThat(rejects.stream().map(reject -> reject.place().number())).containsExactly(2L, 4L);
    assertThat(rejects.get(0).problem()).contains("at most 64 bytes");
  }

  @Test
  void aLineMayBeAsLongAsTheOptionsSay() {
    String label = "x".repeat(200_000);

    assertThat(prometheus("a{b=\"" + label + "\"} 1\n", OPTIONS).get(0).series().labels())
        .isEqualTo(Map.of("b", label));
  }

  @Test
  void manyLabelsAreNoTrouble() {
    StringBuilder line = new StringBuilder("a{");
    for (int i = 60_000; i > 0; i--) {
      line.append('l').append(i).append("=\"v\",");
    }

    assertThat(prometheus(line + "} 1\n", OPTIONS).get(0).series().labels()).hasSize(60_000);
  }

  @Test
  void aSampleIsGivenBeforeTheRestOfTheInputIsThere() throws IOException {
    AtomicInteger served = new AtomicInteger();
    byte[] text = "a{b=\"c\"} 1\n".repeat(500_000).getBytes(StandardCharsets.UTF_8);
    InputStream counted =
        new FilterInputStream(new ByteArrayInputStream(text)) {
          @Override
          public int read(byte[] to, int from, int length) throws IOException {
            int read = super.read(to, from, length);
            served.addAndGet(Math.max(0, read));
            return read;
          }
        };
    try (Stream<MetricSample> samples =
        MetricInput.read(counted, MetricFormat.PROMETHEUS_TEXT, OPTIONS)) {
      assertThat(samples.iterator().next().series().name()).isEqualTo("a");
    }
    assertThat(served.get()).isLessThan(300_000);
  }

  @Test
  void gzipIsUnpackedAndDamageInItNamed() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("a 1\nb 2\n".getBytes(StandardCharsets.UTF_8));
    }
    byte[] whole = packed.toByteArray();

    assertThat(Reading.read(MetricFormat.PROMETHEUS_TEXT, whole, OPTIONS)).hasSize(2);
    for (int length : new int[] {5, whole.length - 4}) {
      assertThatExceptionOfType(MetricFormatException.class)
          .isThrownBy(
              () ->
                  Reading.read(MetricFormat.PROMETHEUS_TEXT, Arrays.copyOf(whole, length), OPTIONS))
          .withMessageContaining("was cut off");
    }
  }

  @Test
  void closingTheStreamClosesTheInput() {
    List<String> closed = new ArrayList<>();
    InputStream in =
        new ByteArrayInputStream(new byte[0]) {
          @Override
          public void close() {
            closed.add("closed");
          }
        };
    for (MetricFormat format : MetricFormat.values()) {
      MetricInput.read(in, format, OPTIONS).close();
    }

    assertThat(closed).hasSize(MetricFormat.values().length);
  }
}
