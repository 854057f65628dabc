// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet;

import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Samples of which something is unusual. */
final class OddSamples {
  private OddSamples() {}

  static List<MetricSample> all() {
    List<MetricSample> all = new ArrayList<>();
    MetricSeries bare = new MetricSeries("up", null, null, null, Map.of());
    for (String value :
        List.of(
            "NaN",
            "+Inf",
            "-Inf",
            "12345678901234567890",
            "0.10",
            "-0",
            "1e308",
            ".5",
            "0.1234567890123456789")) {
      all.add(Archives.sample(bare, Archives.TIME, value));
    }
    for (String time :
        List.of(
            "1969-12-31T23:59:59.999Z",
            "1970-01-01T00:00:00Z",
            "1900-02-28T23:00:00.001Z",
            "0001-01-01T00:00:00Z",
            "2023-12-31T23:59:59.999Z",
            "2024-01-01T00:00:00Z",
            "2024-02-29T23:59:59.999Z",
            "2024-03-01T00:00:00Z",
            "2026-03-29T01:00:00Z",
            "9999-12-31T23:59:59.999Z")) {
      all.add(Archives.sample(bare, Instant.parse(time), "1"));
    }
    for (String text :
        List.of("", " ", "é", "日本語", "😀", "a\"b\\c", "tab\tline\n", "\u0000", "<&>")) {
      Map<String, String> labels = new TreeMap<>(Map.of("text", text, "ключ-" + text, "x"));
      all.add(Archives.sample(new MetricSeries("m", text, text, text, labels), Archives.TIME, "1"));
    }
    return all;
  }

  /** The object that labels are: written by hand, to have it from elsewhere. */
  static String json(Map<String, String> labels) {
    StringBuilder json = new StringBuilder("{");
    new TreeMap<>(labels)
        .forEach(
            (key, value) ->
                json.append(json.length() == 1 ? "" : ",")
                    .append(quoted(key))
                    .append(':')
                    .append(quoted(value)));
    return json.append('}').toString();
  }

  private static String quoted(String text) {
    return "\""
        + text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\t", "\\t")
            .replace("\n", "\\n")
            .replace("\u0000", "\\u0000")
        + "\"";
  }
}
