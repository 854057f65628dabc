// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.metric.MetricValue;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads one row. Fields that are not known are passed over: a newer agent may have written them. Labels {@code __name__}
 * and {@code node} go before the fields, as other readers of these files have it.
 */
final class MetricRow {
  private final Map<String, String> labels = new HashMap<>();
  private final Map<String, String> fields = new HashMap<>();

  private MetricRow() {}

  /** With the parser at the start of an object; leaves it at the end of it. */
  static MetricSample read(JsonParser json) throws IOException {
    MetricRow row = new MetricRow();
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      json.nextToken();
      row.field(field, json);
    }
    return row.sample();
  }

  private void field(String field, JsonParser json) throws IOException {
    switch (field) {
      case MetricJson.LABELS -> labels(json);
      case MetricJson.ID,
          MetricJson.CLUSTER,
          MetricJson.ACCOUNT,
          MetricJson.NAME,
          MetricJson.NODE,
          MetricJson.CREATED,
          MetricJson.TIMESTAMP,
          MetricJson.VALUE ->
          fields.put(field, text(field, json));
      default -> json.skipChildren();
    }
  }

  private void labels(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("its labels are no object");
    }
    for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
      json.nextToken();
      labels.put(key, text("label", json));
    }
  }

  /** Numbers are taken as the text they are: their digits stay as they were written. */
  private static String text(String field, JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getText();
      case VALUE_NULL -> "";
      case null, default -> throw new IllegalArgumentException("its " + field + " is no text");
    };
  }

  private MetricSample sample() {
    String name = labels.remove(MetricSeries.NAME_LABEL);
    String node = labels.remove(MetricSeries.NODE_LABEL);
    MetricSeries series =
        new MetricSeries(
            name == null ? required(MetricJson.NAME) : name,
            node == null ? fields.get(MetricJson.NODE) : node,
            fields.get(MetricJson.CLUSTER),
            fields.get(MetricJson.ACCOUNT),
            labels);
    return new MetricSample(
        series,
        time(MetricJson.TIMESTAMP),
        time(MetricJson.CREATED),
        new MetricValue(required(MetricJson.VALUE)),
        id());
  }

  private @Nullable UUID id() {
    String text = fields.get(MetricJson.ID);
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("its id is no UUID", e);
    }
  }

  private Instant time(String field) {
    String text = required(field);
    try {
      return Instant.ofEpochMilli(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("its " + field + " is no number of milliseconds", e);
    }
  }

  private String required(String field) {
    String text = fields.get(field);
    if (text == null || text.isEmpty()) {
      throw new IllegalArgumentException("it has no " + field);
    }
    return text;
  }
}
