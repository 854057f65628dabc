// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Samples as JSON objects. What is absent is left out, the value is the text it came with. */
final class SampleObjects implements SampleOutput {
  private final PrintStream out;
  private final JsonGenerator json;
  private final boolean array;
  private boolean empty = true;

  SampleObjects(PrintStream out, boolean array) throws IOException {
    this.out = out;
    this.array = array;
    this.json = array ? Json.pretty(out) : Json.lines(out);
    if (array) {
      json.writeStartArray();
    }
  }

  @Override
  public void write(MetricSample sample) throws IOException {
    empty = false;
    MetricSeries series = sample.series();
    json.writeStartObject();
    json.writeStringField("name", series.name());
    writeIfThere("node", series.node());
    json.writeObjectFieldStart("labels");
    for (Map.Entry<String, String> label : series.labels().entrySet()) {
      json.writeStringField(label.getKey(), label.getValue());
    }
    json.writeEndObject();
    writeIfThere("clusterName", series.clusterName());
    writeIfThere("cloudAccountId", series.cloudAccountId());
    json.writeStringField("timestamp", sample.timestamp().toString());
    json.writeStringField("created", sample.created().toString());
    json.writeStringField("value", sample.value().text());
    json.writeEndObject();
  }

  private void writeIfThere(String field, @Nullable String text) throws IOException {
    if (text != null) {
      json.writeStringField(field, text);
    }
  }

  @Override
  public void close() throws IOException {
    if (array) {
      json.writeEndArray();
    }
    json.close();
    if (array || !empty) {
      out.println();
    }
    out.flush();
  }
}
