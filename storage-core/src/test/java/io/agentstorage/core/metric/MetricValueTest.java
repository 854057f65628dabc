// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricValueTest {

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "0.10, 0.1",
    "446, 446",
    "-0, -0.0",
    "+1.5, 1.5",
    ".5, 0.5",
    "5., 5",
    "1e308, 1e308",
    "1E-5, 1e-5",
    "1e+400, Infinity",
    "12345678901234567890, 12345678901234567890",
    "0.12345678901234567890, 0.12345678901234568",
    "NaN, NaN",
    "nan, NaN",
    "Inf, Infinity",
    "+Inf, Infinity",
    "-inf, -Infinity",
    "-Infinity, -Infinity",
  })
  void keepsItsTextAndIsTheNearestDouble(String text, double number) {
    MetricValue value = new MetricValue(text);

    assertThat(value.text()).isEqualTo(text);
    assertThat(value.asDouble()).isEqualTo(Double.valueOf(number));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1 ",
        " 1",
        "+",
        "-",
        ".",
        "e5",
        "1e",
        "1e+",
        "1e5.5",
        "1.2.3",
        "0x10",
        "1_000",
        "1,5",
        "1f",
        "1d",
        "+NaN",
        "Infinit",
        "infinityy",
        "--1",
        "１",
        "null"
      })
  void whatIsNoNumberIsRefused(String text) {
    assertThatThrownBy(() -> new MetricValue(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be a decimal number, NaN, +Inf or -Inf");
  }

  @Test
  void ofADoubleReadsBackAsIt() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      assertThat(MetricValue.of(number).asDouble()).isEqualTo(Double.valueOf(number));
    }
    assertThat(MetricValue.of(446.0).text()).isEqualTo("446");
    assertThat(MetricValue.of(Double.POSITIVE_INFINITY).text()).isEqualTo("+Inf");
  }
}
