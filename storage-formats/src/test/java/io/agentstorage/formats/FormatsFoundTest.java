// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.metric.MetricSample;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the format of an input is found: by HTTP's content type, by the name of a file, by what is in it. */
class FormatsFoundTest {
  private static final String ROW =
      "{\"metric_name\":\"a\",\"created_at\":\"5\",\"timestamp\":\"1000\",\"value\":\"1\"}";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "text/plain | PROMETHEUS_TEXT",
        "text/plain; version=0.0.4; charset=utf-8 | PROMETHEUS_TEXT",
        "Text/Plain;Version=\"1.0.0\";escaping=allow-utf-8 | PROMETHEUS_TEXT",
        "text/plain; version=2.0.0 | none",
        "text/plain; charset=iso-8859-1 | none",
        "application/openmetrics-text; version=1.0.0; charset=utf-8 | OPENMETRICS",
        "application/openmetrics-text; version=2.0.0 | none",
        "application/x-protobuf | REMOTE_WRITE",
        "application/x-protobuf;proto=prometheus.WriteRequest | REMOTE_WRITE",
        "application/x-protobuf;proto=io.prometheus.write.v2.Request | none",
        "application/json | JSON",
        "application/x-ndjson; charset=utf-8 | JSON",
        "text/html | none",
        "'' | none"
      })
  void contentTypesAreUnderstood(String header, MetricFormat expected) {
    assertThat(MetricFormat.ofContentType(header).orElse(null)).isEqualTo(expected);
  }

  @Test
  void eachFormatsOwnContentTypeIsUnderstood() {
    for (MetricFormat format : MetricFormat.values()) {
      assertThat(MetricFormat.ofContentType(format.contentType())).contains(format);
    }
  }

  @Test
  void aFileIsKnownByWhatIsInIt() throws IOException {
    // 1000 is a time in seconds or in milliseconds, and so tells how it was read.
    assertThat(millis("a", "a 1 1000\n")).isEqualTo(1000);
    assertThat(millis("a.prom", "# HELP a x\na 1 1000\n")).isEqualTo(1000);
    assertThat(millis("a.prom", "# HELP a x\na 1 1000\n# EOF\n")).isEqualTo(1_000_000);
    assertThat(millis("a.txt", "# TYPE a unknown\na 1 1000\n# EOF")).isEqualTo(1_000_000);
    assertThat(millis("long", "a 1 1000\n".repeat(20_000) + "# EOF\n")).isEqualTo(1_000_000);
    assertThat(millis("a", "{\"a\",b=\"c\"} 1 1000\n")).isEqualTo(1000);
    assertThat(millis("a", ROW)).isEqualTo(1000);
    assertThat(millis("a", " \n[" + ROW + "]")).isEqualTo(1000);
    Path body = folder.resolve("body");
    Files.write(
        body, Bodies.packed(Bodies.series(Bodies.label("__name__", "a"), Bodies.sample(1, 1000))));
    assertThat(read(body)).hasSize(1);
  }

  @Test
  void aNameGoesBeforeTheContent() throws IOException {
    assertThat(millis("a.prom.txt", "a 1 1000\n# EOF\n")).isEqualTo(1000);
    assertThat(millis("a.om", "a 1 1000\n# EOF\n")).isEqualTo(1_000_000);
    assertThatExceptionOfType(MetricFormatException.class)
        .isThrownBy(() -> millis("a.json", "a 1 1000\n"))
        .withMessageContaining("a.json: expected JSON");
  }

  @Test
  void aPackedFileIsUnpacked() throws IOException {
    Path file = folder.resolve("a.om.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a 1 1000\n# EOF\n".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(read(file).get(0).timestamp().toEpochMilli()).isEqualTo(1_000_000);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatExceptionOfType(CannotOpenException.class)
        .isThrownBy(() -> MetricInput.open(folder.resolve("none"), Reading.OPTIONS))
        .withMessageContaining(folder.resolve("none").toString());
  }

  @Test
  void anInputThatFailsIsNoWrongInput() {
    InputStream failing =
        new InputStream() {
          private int left = 4;

          @Override
          public int read() throws IOException {
            if (left-- > 0) {
              return "a 1\n".charAt(3 - left);
            }
            throw new IOException("connection reset");
          }

          @Override
          public int read(byte[] to, int from, int length) throws IOException {
            to[from] = (byte) read();
            return 1;
          }
        };
    try (Stream<MetricSample> samples =
        MetricInput.read(failing, MetricFormat.PROMETHEUS_TEXT, Reading.OPTIONS.source("n1"))) {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(samples::toList)
          .isNotInstanceOf(MetricFormatException.class)
          .withMessageContaining("read n1: connection reset");
    }
  }

  private long millis(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return read(file).get(0).timestamp().toEpochMilli();
  }

  private static List<MetricSample> read(Path file) {
    try (Stream<MetricSample> samples = MetricInput.open(file, Reading.OPTIONS)) {
      return samples.limit(1).toList();
    }
  }
}
