// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.DoubleStream;
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

  @Test
  void ofADoubleHasAnExponentOnlyWhereItIsFarFromOne() {
    assertThat(
            DoubleStream.of(
                    12345678, 1e20, 1e21, -1.5e300, 0.000001, 0.00000015, -0.0, 4.9e-324, 0.1 + 0.2)
                .mapToObj(number -> MetricValue.of(number).text()))
        .containsExactly(
            "12345678",
            "100000000000000000000",
            "1e+21",
            "-1.5e+300",
            "0.000001",
            "1.5e-07",
            "-0",
            "4.9e-324",
            "0.30000000000000004");
    assertThat(MetricValue.of(Double.NaN).text()).isEqualTo("NaN");
  }

  @Test
  void ofGoIsWhatGoPrints() {
    assertThat(
            DoubleStream.of(123456, 1234567, 1e6, 100000, 0.0001, 0.00001, 1.7664e9, 0, 2.5, -3e-9)
                .mapToObj(number -> MetricValue.ofGo(number).text()))
        .containsExactly(
            "123456",
            "1.234567e+06",
            "1e+06",
            "100000",
            "0.0001",
            "1e-05",
            "1.7664e+09",
            "0",
            "2.5",
            "-3e-09");
    assertThat(MetricValue.ofGo(Double.NEGATIVE_INFINITY).text()).isEqualTo("-Inf");
  }
}
