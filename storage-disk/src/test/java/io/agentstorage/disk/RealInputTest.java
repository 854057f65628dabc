// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.metric.MetricValue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Series of a real cluster, which may lie beside the project; the test is left out where they do not. */
@Timeout(60)
class RealInputTest {
  private static final Path INPUT =
      Path.of(
          "../../shared/data/Cloudzero__cloudzero-agent/app/domain/testdata/metric_sample_2.json");

  @TempDir Path folder;

  @Test
  void realSeriesComeBack() throws Exception {
    assumeThat(INPUT).exists();
    List<MetricSample> samples = samples();
    assertThat(samples).isNotEmpty();
    try (MetricFileStore store = MetricFileStore.open(folder, ContentKind.METRICS)) {
      store.put(samples);
      store.flush();
      Path file = store.folder().list(ContentKind.METRICS).get(0).path();
      assertThat(Samples.rows(store.folder(), file)).isEqualTo(samples);
    }
  }

  private static List<MetricSample> samples() throws IOException {
    List<MetricSample> samples = new ArrayList<>();
    for (JsonNode one : new ObjectMapper().readTree(INPUT.toFile()).get("timeseries")) {
      Map<String, String> labels = new TreeMap<>();
      one.get("labels")
          .forEach(label -> labels.put(label.get("name").asText(), label.get("value").asText()));
      for (JsonNode sample : one.get("samples")) {
        if (!sample.get("value").isNull()) {
          Instant time = Instant.ofEpochMilli(Long.parseLong(sample.get("timestamp").asText()));
          samples.add(
              MetricSample.of(
                  MetricSeries.ofLabels(labels, "prod", "12"),
                  time,
                  time,
                  MetricValue.of(sample.get("value").asDouble())));
        }
      }
    }
    return samples;
  }
}
