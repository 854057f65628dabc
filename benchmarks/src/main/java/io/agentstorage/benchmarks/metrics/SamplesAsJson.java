// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.metrics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.agentstorage.core.metric.MetricSample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The objects that metric files have, as somebody would write them by hand, a line each. */
final class SamplesAsJson {
  private static final JsonFactory JSON = new JsonFactory();

  private SamplesAsJson() {}

  static void write(List<MetricSample> samples, OutputStream out) throws IOException {
    for (MetricSample sample : samples) {
      ByteArrayOutputStream line = new ByteArrayOutputStream(1_024);
      try (JsonGenerator json = JSON.createGenerator(line)) {
        json.writeStartObject();
        json.writeStringField("id", UUID.randomUUID().toString());
        json.writeStringField("cluster_name", sample.series().clusterName());
        json.writeStringField("cloud_account_id", sample.series().cloudAccountId());
        json.writeStringField("metric_name", sample.series().name());
        json.writeStringField("node_name", sample.series().node());
        json.writeStringField("created_at", Long.toString(sample.created().toEpochMilli()));
        json.writeStringField("timestamp", Long.toString(sample.timestamp().toEpochMilli()));
        json.writeObjectFieldStart("labels");
        for (Map.Entry<String, String> label : sample.series().labels().entrySet()) {
          json.writeStringField(label.getKey(), label.getValue());
        }
        json.writeEndObject();
        json.writeStringField("value", sample.value().text());
        json.writeEndObject();
      }
      line.write('\n');
      line.writeTo(out);
    }
  }

  static String labels(MetricSample sample) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, String> label : sample.series().allLabels().entrySet()) {
        json.writeStringField(label.getKey(), Objects.requireNonNull(label.getValue()));
      }
      json.writeEndObject();
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
