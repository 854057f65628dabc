// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.metric;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row that is being read. What is wrong with it is kept until its end, so that whoever reads can go on behind it; of
 * several faults, the first.
 */
final class MetricRow {
  private final Map<String, String> labels = new HashMap<>();
  private final Map<String, String> fields = new HashMap<>();
  private final long limit;
  private @Nullable String fault;

  private MetricRow(long limit) {
    this.limit = limit;
  }

  static MetricSample read(JsonParser json, long longestRow) throws IOException {
    long start = json.currentLocation().getByteOffset();
    MetricRow row =
        new MetricRow(start > Long.MAX_VALUE - longestRow ? Long.MAX_VALUE : start + longestRow);
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      json.nextToken();
      row.field(field, json);
    }
    if (row.fault != null) {
      throw new IllegalArgumentException(row.fault);
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
          keep(fields, field, text(field, json), json);
      default -> json.skipChildren();
    }
  }

  /** A row that has a fault, or is too long, keeps nothing more: so no row takes more memory than allowed. */
  private void keep(Map<String, String> texts, String key, String text, JsonParser json) {
    if (fault != null) {
      return;
    }
    if (json.currentLocation().getByteOffset() > limit) {
      fault("it is longer than allowed");
      return;
    }
    texts.put(key, text);
  }

  private void fault(String what) {
    if (fault == null) {
      fault = what;
      labels.clear();
      fields.clear();
    }
  }

  private void labels(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      fault("its labels are no object");
      return;
    }
    for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
      json.nextToken();
      keep(labels, key, text("label", json), json);
    }
  }

  /** Numbers are taken as the text they are: their digits stay as they were written. */
  private String text(String field, JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getText();
      case VALUE_NULL -> "";
      case null, default -> {
        json.skipChildren();
        fault("its " + field + " is no text");
        yield "";
      }
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
