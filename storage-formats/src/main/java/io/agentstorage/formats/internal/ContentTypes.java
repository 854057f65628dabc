// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import io.agentstorage.formats.MetricFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HTTP's names of the formats (RFC 9110, section 8.3). */
public final class ContentTypes {
  private static final String REMOTE_WRITE_1 = "prometheus.writerequest";

  private ContentTypes() {}

  /**
   * The format that a header names.
   *
   * @param header the value of Content-Type
   * @return null if it is none that can be read
   */
  public static @Nullable MetricFormat format(String header) {
    String[] parts = header.toLowerCase(Locale.ROOT).split(";", -1);
    Map<String, String> parameters = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equal = parts[i].indexOf('=');
      if (equal > 0) {
        parameters.put(
            parts[i].substring(0, equal).strip(), unquoted(parts[i].substring(equal + 1).strip()));
      }
    }
    String charset = parameters.getOrDefault("charset", "utf-8");
    if (!charset.equals("utf-8") && !charset.equals("us-ascii")) {
      return null;
    }
    String version = parameters.getOrDefault("version", "");
    return switch (parts[0].strip()) {
      case "text/plain" ->
          version.isEmpty() || version.equals("0.0.4") || version.equals("1.0.0")
              ? MetricFormat.PROMETHEUS_TEXT
              : null;
      case "application/openmetrics-text" ->
          version.isEmpty() || version.equals("0.0.1") || version.equals("1.0.0")
              ? MetricFormat.OPENMETRICS
              : null;
      case "application/x-protobuf" ->
          parameters.getOrDefault("proto", REMOTE_WRITE_1).equals(REMOTE_WRITE_1)
              ? MetricFormat.REMOTE_WRITE
              : null;
      case "application/json", "application/x-ndjson", "application/jsonl" -> MetricFormat.JSON;
      default -> null;
    };
  }

  private static String unquoted(String text) {
    return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }
}
