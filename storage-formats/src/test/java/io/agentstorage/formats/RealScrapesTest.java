// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.agentstorage.core.metric.MetricSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real scrapes, which may lie beside the project; left out where they do not. */
class RealScrapesTest {
  private static final Path DATA = Path.of("../../shared/data");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z0-9_:]*)(?:\\{.*})?\\s*(\\S+)(?:\\s+-?\\d+)?\\s*");

  @ParameterizedTest
  @CsvSource({
    "prometheus__prometheus, 1",
    "prometheus__node_exporter, 30",
    "google__cadvisor, 5",
    "StackVista__stackstate-agent-integrations, 4"
  })
  void everySampleOfAPrometheusTextIsRead(String folder, int atLeast) throws IOException {
    assumeThat(DATA.resolve(folder)).isDirectory();
    int files = 0;
    try (Stream<Path> walk = Files.walk(DATA.resolve(folder))) {
      for (Path file : walk.filter(RealScrapesTest::isPrometheusText).sorted().toList()) {
        List<String> read = new ArrayList<>();
        try (Stream<MetricSample> samples =
            MetricInput.read(
                Files.newInputStream(file),
                MetricFormat.PROMETHEUS_TEXT,
                Reading.OPTIONS.source(file.toString()))) {
          samples.forEach(sample -> read.add(sample.series().name() + " " + sample.value()));
        }
        assertThat(read).as(file.toString()).isEqualTo(expected(file));
        files++;
      }
    }
    assertThat(files).isGreaterThanOrEqualTo(atLeast);
  }

  private static List<String> expected(Path file) throws IOException {
    List<String> expected = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.strip().startsWith("#")) {
        Matcher matcher = SAMPLE.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        expected.add(matcher.group(1) + " " + matcher.group(2));
      }
    }
    return expected;
  }

  private static boolean isPrometheusText(Path file) {
    String name = file.toString();
    return Files.isRegularFile(file)
        && !name.contains("dump-")
        && !name.endsWith(".om.txt")
        && !name.endsWith("SOURCE.txt")
        && (name.endsWith(".prom")
            || name.endsWith(".out")
            || name.endsWith(".txt")
            || name.contains("/prometheus_m"));
  }

  @ParameterizedTest
  @CsvSource({
    "prometheus__prometheus/cmd/promtool/testdata/dump-openmetrics-test.prom, 10",
    "prometheus__prometheus/cmd/promtool/testdata/dump-openmetrics-roundtrip-test.prom, 14",
    "prometheus__prometheus/model/textparse/testdata/1histogram.om.txt, 42",
    "prometheus__prometheus/cmd/promtool/testdata/dump-test-1.prom, 15",
    "prometheus__node_exporter/collector/fixtures/e2e-output.txt, 3027"
  })
  void aFileIsReadInTheFormatThatItIsFoundToBe(String name, int expected) {
    Path file = DATA.resolve(name);
    assumeThat(file).exists();
    try (Stream<MetricSample> samples = MetricInput.open(file, Reading.OPTIONS)) {
      assertThat(samples.toList()).hasSize(expected);
    }
  }
}
