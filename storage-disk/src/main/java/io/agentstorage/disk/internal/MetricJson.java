// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JSON object that a sample is in a metric file. Times are milliseconds since 1970 as strings, what is absent is ''. */
final class MetricJson {
  static final String ID = "id";
  static final String CLUSTER = "cluster_name";
  static final String ACCOUNT = "cloud_account_id";
  static final String NAME = "metric_name";
  static final String NODE = "node_name";
  static final String CREATED = "created_at";
  static final String TIMESTAMP = "timestamp";
  static final String LABELS = "labels";
  static final String VALUE = "value";

  /** Rows are limited when they are put; whoever writes a longer text elsewhere is not refused. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // keys of labels are anybody's
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private MetricJson() {}

  static JsonGenerator generator(OutputStream out) throws IOException {
    return FACTORY.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  static JsonParser parser(InputStream in) throws IOException {
    return FACTORY.createParser(in);
  }

  static void write(JsonGenerator json, MetricSample sample) throws IOException {
    MetricSeries series = sample.series();
    json.writeStartObject();
    json.writeStringField(
        ID, Objects.requireNonNullElseGet(sample.id(), UUID::randomUUID).toString());
    json.writeStringField(CLUSTER, text(series.clusterName()));
    json.writeStringField(ACCOUNT, text(series.cloudAccountId()));
    json.writeStringField(NAME, text(series.name()));
    json.writeStringField(NODE, text(series.node()));
    json.writeStringField(CREATED, Long.toString(sample.created().toEpochMilli()));
    json.writeStringField(TIMESTAMP, Long.toString(sample.timestamp().toEpochMilli()));
    json.writeObjectFieldStart(LABELS);
    for (Map.Entry<String, String> label : series.labels().entrySet()) {
      json.writeStringField(text(label.getKey()), text(label.getValue()));
    }
    json.writeEndObject();
    json.writeStringField(VALUE, sample.value().text());
    json.writeEndObject();
  }

  /** Half a character has no bytes in UTF-8, and would come back as something else. */
  private static String text(@Nullable String text) {
    if (text == null) {
      return "";
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSurrogatePair(
            text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : 'x')) {
          throw new IllegalArgumentException("it has a text with half a surrogate pair");
        }
        i++;
      }
    }
    return text;
  }
}
