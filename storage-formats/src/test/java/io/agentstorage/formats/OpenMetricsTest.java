// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats;

import static io.agentstorage.formats.Reading.OPTIONS;
import static io.agentstorage.formats.Reading.openMetrics;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.agentstorage.core.metric.MetricSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What samples of OpenMetrics are; {@link TextCasesTest} has what is accepted and refused. */
class OpenMetricsTest {
  @ParameterizedTest
  @CsvSource({
    "1520879607.789, 1520879607789",
    "1520879607.7899999999999999999999, 1520879607789",
    "1.520879607789e9, 1520879607789",
    "1520879607789E-3, 1520879607789",
    "-0.0005, -1",
    "-1.5, -1500",
    "000, 0",
    "0e99999999999, 0",
    "1e-99999999999, 0",
    "12345678901234567890.5, 9223372036854775807",
    "-1e300, -9223372036854775808"
  })
  void timesAreSecondsCutToMilliseconds(String seconds, long millis) {
    MetricSample sample = openMetrics("a 1 " + seconds + "\n# EOF\n", OPTIONS).get(0);

    assertThat(sample.timestamp()).isEqualTo(Instant.ofEpochMilli(millis));
  }

  @Test
  void everySampleOfAFamilyIsGivenAndNoExemplar() {
    List<MetricSample> samples =
        openMetrics(
            """
            # TYPE h histogram
            h_bucket{le="1",node="n1"} 1 # {trace="x"} 0.5
            h_bucket{le="+Inf",node="n1"} 2
            h_count{node="n1"} 2
            h_sum{node="n1"} 3.50
            h_created{node="n1"} 1520430000.123
            # EOF
            """,
            OPTIONS);

    assertThat(samples.stream().map(sample -> sample.series().name()))
        .containsExactly("h_bucket", "h_bucket", "h_count", "h_sum", "h_created");
    assertThat(samples.get(0).series().labels()).isEqualTo(Map.of("le", "1"));
    assertThat(samples.get(0).series().node()).isEqualTo("n1");
    assertThat(samples.get(3).value().text()).isEqualTo("3.50");
  }

  @Test
  void whatPrometheusDoesNotCheckCanBeRead() {
    String text =
        """
        # TYPE h histogram
        h_bucket{le="-1"} 1
        h_bucket{le="+Inf"} 2
        h_count 2
        h_sum -8.4
        # EOF
        """;

    assertThatExceptionOfType(MetricFormatException.class)
        .isThrownBy(() -> openMetrics(text, OPTIONS));
    assertThat(openMetrics(text, OPTIONS.checkFamilies(false))).hasSize(4);
    assertThatExceptionOfType(MetricFormatException.class)
        .isThrownBy(() -> openMetrics("a 1\n", OPTIONS.checkFamilies(false)))
        .withMessageContaining("# EOF");
  }

  @Test
  void theLineBehindAnIncompleteHistogramIsNotLost() {
    List<MetricReject> rejects = new ArrayList<>();

    List<MetricSample> samples =
        openMetrics(
            "# TYPE h histogram\nh_bucket{le=\"1\"} 1\na 1\n# EOF\n",
            OPTIONS.rejects(rejects::add));

    assertThat(samples.stream().map(sample -> sample.series().name()))
        .containsExactly("h_bucket", "a");
    assertThat(rejects).hasSize(1);
    assertThat(rejects.get(0).problem()).contains("a last bucket +Inf of the histogram h");
  }

  @Test
  void howMuchIsRememberedIsLimited() {
    StringBuilder metrics = new StringBuilder("# TYPE a gauge\n");
    StringBuilder families = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      metrics.append("a{b=\"").append(i).append("\"} 1\n");
      families.append("a").append(i).append(" 1\n");
    }

    assertThat(openMetrics(metrics + "# EOF\n", OPTIONS.mostRemembered(100))).hasSize(100);
    assertThat(openMetrics(families + "# EOF\n", OPTIONS.mostRemembered(100))).hasSize(100);
    assertThatExceptionOfType(MetricFormatException.class)
        .isThrownBy(() -> openMetrics(metrics + "# EOF\n", OPTIONS.mostRemembered(99)))
        .withMessageContaining("at most 99 metrics")
        .withMessageContaining("MetricReadOptions.mostRemembered");
    assertThatExceptionOfType(MetricFormatException.class)
        .isThrownBy(() -> openMetrics(families + "# EOF\n", OPTIONS.mostRemembered(99)))
        .withMessageContaining("at most 99 metric families");
  }

  @Test
  void aHundredThousandMetricsOfAFamilyAreToldApart() {
    StringBuilder text = new StringBuilder("# TYPE a gauge\n");
    for (int i = 0; i < 100_000; i++) {
      text.append("a{b=\"").append(i % 317).append("\",c=\"").append(i / 317).append("\"} 1\n");
    }

    assertThat(openMetrics(text + "# EOF\n", OPTIONS)).hasSize(100_000);
    assertThatExceptionOfType(MetricFormatException.class)
        .isThrownBy(() -> openMetrics(text + "a{c=\"0\",b=\"5\"} 1\n# EOF\n", OPTIONS))
        .withMessageContaining("line 100002, column 1: expected the samples with the same labels");
  }
}
