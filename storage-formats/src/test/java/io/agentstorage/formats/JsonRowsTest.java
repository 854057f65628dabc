// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats;

import static io.agentstorage.formats.Reading.OPTIONS;
import static io.agentstorage.formats.Reading.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.metric.MetricValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of JSON. */
class JsonRowsTest {
  private static final String ROW =
      """
      {"id":"8ef9ac3c-0a7a-4a49-b7c2-0e5e2d7c7e60","cluster_name":"prod","cloud_account_id":"12",
       "metric_name":"cpu","node_name":"n1","created_at":"1730858398505","timestamp":"1730858398500",
       "labels":{"pod":"web-0"},"value":"12345678901234567890.10"}
      """;
  private static final MetricSample SAMPLE =
      new MetricSample(
          new MetricSeries("cpu", "n1", "prod", "12", Map.of("pod", "web-0")),
          Instant.ofEpochMilli(1730858398500L),
          Instant.ofEpochMilli(1730858398505L),
          new MetricValue("12345678901234567890.10"),
          UUID.fromString("8ef9ac3c-0a7a-4a49-b7c2-0e5e2d7c7e60"));

  @Test
  void arraysAndObjectsOneAfterTheOtherAreRead() {
    assertThat(json("[" + ROW + "," + ROW + "]", OPTIONS)).containsExactly(SAMPLE, SAMPLE);
    assertThat(json(ROW.replace("\n", "") + "\n" + ROW.replace("\n", "") + "\n", OPTIONS))
        .containsExactly(SAMPLE, SAMPLE);
    assertThat(json("[]", OPTIONS)).isEmpty();
    assertThat(json("\n", OPTIONS)).isEmpty();
  }

  @Test
  void labelsThatAreFieldsAreLifted() {
    String row =
        ROW.replace("{\"pod\":\"web-0\"}", "{\"__name__\":\"mem\",\"node\":\"n2\",\"a\":\"b\"}");

    assertThat(json(row, OPTIONS).get(0).series())
        .isEqualTo(new MetricSeries("mem", "n2", "prod", "12", Map.of("a", "b")));
  }

  @Test
  void whatARowLacksComesFromTheOptions() {
    String row =
        """
        {"metric_name":"cpu","created_at":"5","timestamp":4,"labels":null,"value":1.50,"x":[{}]}
        """;

    MetricSample sample =
        json(row, OPTIONS.cluster("prod", "12").extraLabel("node", "n1").extraLabel("a", "b"))
            .get(0);

    assertThat(sample.series())
        .isEqualTo(new MetricSeries("cpu", "n1", "prod", "12", Map.of("a", "b")));
    assertThat(sample.value().text()).isEqualTo("1.50");
    assertThat(sample.id()).isNotNull();
    assertThat(json(ROW, OPTIONS.cluster("x", "y").extraLabel("node", "n9")))
        .containsExactly(SAMPLE);
  }

  @Test
  void rowsThatAreNoneAreRejectedOneByOne() {
    List<MetricReject> rejects = new ArrayList<>();
    String rows =
        "["
            + String.join(
                ",",
                ROW,
                ROW.replace("\"value\"", "\"values\""),
                "17",
                ROW.replace("\"1730858398500\"", "\"yesterday\""),
                ROW.replace("{\"pod\":\"web-0\"}", "[{\"a\":[1]}]"),
                ROW.replace("\"web-0\"", "{\"deep\":[1]}"),
                ROW)
            + "]";

    assertThat(json(rows, OPTIONS.rejects(rejects::add))).containsExactly(SAMPLE, SAMPLE);
    assertThat(rejects.stream().map(reject -> reject.place() + ": " + reject.problem()))
        .containsExactly(
            "input, row 2: expected a row of a metric, but it has no value",
            "input, row 3: expected a JSON object",
            "input, row 4: expected a row of a metric, but its timestamp is no number of"
                + " milliseconds",
            "input, row 5: expected a row of a metric, but its labels are no object",
            "input, row 6: expected a row of a metric, but its label is no text");
    assertThatExceptionOfType(MetricFormatException.class)
        .isThrownBy(() -> json(rows, OPTIONS))
        .withMessageContaining(
            "read input, row 2: expected a row of a metric, but it has no value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"a\":1}x | row 1: expected JSON, found in line 1, column 9",
        "[{} | row 1: expected JSON",
        "[ | input: expected JSON",
        "[] [] | expected nothing behind the JSON array",
        "nonsense | expected JSON",
        "{\"labels\":{\"a\":\"b | row 1: expected JSON"
      })
  void whatIsNoJsonEndsTheReading(String text, String problem) {
    assertThatExceptionOfType(MetricFormatException.class)
        .isThrownBy(() -> json(text, OPTIONS.rejects(reject -> {})))
        .withMessageContaining(problem);
  }

  @Test
  void aRowMayNotBeLongerThanAllowed() {
    StringBuilder labels = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      labels.append("\"l").append(i).append("\":\"v\",");
    }
    String row = ROW.replace("{\"pod\"", "{" + labels + "\"pod\"");
    List<MetricReject> rejects = new ArrayList<>();

    assertThat(json(row, OPTIONS).get(0).series().labels()).hasSize(50_001);
    assertThat(json(row + ROW, OPTIONS.longestLine(100_000).rejects(rejects::add)))
        .containsExactly(SAMPLE);
    assertThat(rejects.get(0).problem()).contains("it is longer than allowed");
    assertThatExceptionOfType(MetricFormatException.class)
        .isThrownBy(
            () -> json(ROW.replace("web-0", "x".repeat(200_000)), OPTIONS.longestLine(100_000)));
  }
}
