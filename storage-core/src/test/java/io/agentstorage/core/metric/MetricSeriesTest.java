// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricSeriesTest {

  @Test
  void nameAndNodeAreTakenOutOfTheLabelsAndPutBack() {
    Map<String, String> labels =
        Map.of("__name__", "cpu", "node", "node-1", "pod", "web-0", "app", "web");

    MetricSeries series = MetricSeries.ofLabels(labels, "prod", "1234");

    assertThat(series)
        .isEqualTo(
            new MetricSeries(
                "cpu", "node-1", "prod", "1234", Map.of("app", "web", "pod", "web-0")));
    assertThat(series.labels().keySet()).containsExactly("app", "pod");
    assertThat(series.allLabels()).isEqualTo(labels);
  }

  @Test
  void theLabelsAreACopyThatNobodyChanges() {
    Map<String, String> labels = new HashMap<>(Map.of("pod", "web-0"));
    MetricSeries series = new MetricSeries("cpu", null, null, null, labels);
    labels.put("pod", "web-1");

    assertThat(series.labels()).isEqualTo(Map.of("pod", "web-0"));
    assertThatThrownBy(() -> series.labels().put("pod", "web-2"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void anEmptyNodeClusterOrAccountIsNone() {
    assertThat(new MetricSeries("cpu", "", "", "", Map.of()))
        .isEqualTo(new MetricSeries("cpu", null, null, null, Map.of()));
  }

  @Test
  void aSeriesWithoutANameIsRefused() {
    assertThatThrownBy(() -> MetricSeries.ofLabels(Map.of("pod", "web-0"), null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name");
    assertThatThrownBy(() -> new MetricSeries("cpu", null, null, null, Map.of("node", "a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MetricSeries.ofLabels");
  }

  @Test
  void timesAreCutToMillisecondsAndMustFit() {
    MetricSeries series = new MetricSeries("cpu", null, null, null, Map.of());
    Instant fine = Instant.parse("2026-01-01T00:00:00.123456789Z");

    MetricSample sample = MetricSample.of(series, fine, fine, new MetricValue("1"));

    assertThat(sample.timestamp()).isEqualTo(Instant.parse("2026-01-01T00:00:00.123Z"));
    assertThat(sample.created()).isEqualTo(sample.timestamp());
    assertThat(sample.id()).isNotNull();
    assertThatThrownBy(() -> MetricSample.of(series, Instant.MAX, fine, new MetricValue("1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("292 million years");
  }
}
