// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agentstorage.core.metric.MetricSample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the text formats accept and refuse, and where they say the fault is. */
class TextCasesTest {
  static List<CaseFile.Case> openMetrics() throws IOException {
    return CaseFile.read("openmetrics-cases.txt");
  }

  static List<CaseFile.Case> prometheus() throws IOException {
    return CaseFile.read("prometheus-cases.txt");
  }

  @ParameterizedTest
  @MethodSource
  void openMetrics(CaseFile.Case one) {
    check(MetricFormat.OPENMETRICS, one);
  }

  @ParameterizedTest
  @MethodSource
  void prometheus(CaseFile.Case one) {
    check(MetricFormat.PROMETHEUS_TEXT, one);
  }

  private static void check(MetricFormat format, CaseFile.Case one) {
    byte[] text = one.text().getBytes(StandardCharsets.UTF_8);
    if (one.problem() == null) {
      List<MetricSample> samples = Reading.read(format, text, Reading.OPTIONS);
      assertThat(samples).hasSize((int) one.text().lines().filter(TextCasesTest::isSample).count());
      return;
    }
    MetricFormatException refused =
        catchThrowableOfType(
            MetricFormatException.class, () -> Reading.read(format, text, Reading.OPTIONS));
    assertThat(refused).as("accepted").isNotNull();
    MetricReject reject = refused.reject();
    assertThat(refused).hasMessageContaining(one.problem());
    assertThat(reject.place().number())
        .as("line of: " + refused.getMessage())
        .isEqualTo(one.line());
    assertThat(reject.place().column())
        .as("column of: " + refused.getMessage())
        .isEqualTo(one.column());
  }

  private static boolean isSample(String line) {
    return !line.isBlank() && !line.strip().startsWith("#");
  }
}
