// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of metrics in OpenMetrics, and what the names of their samples end with (section "Suffixes"). */
enum FamilyType {
  UNKNOWN(""),
  GAUGE(""),
  COUNTER("_total", "_created"),
  STATESET(""),
  INFO("_info"),
  HISTOGRAM("_bucket", "_count", "_sum", "_created"),
  GAUGEHISTOGRAM("_bucket", "_gcount", "_gsum"),
  SUMMARY("", "_count", "_sum", "_created");

  private final List<String> suffixes;

  FamilyType(String... suffixes) {
    this.suffixes = List.of(suffixes);
  }

  List<String> suffixes() {
    return suffixes;
  }

  /** What a sample's name has behind the family's, null if such a sample is not of such a family. */
  @Nullable String suffix(String family, String sample) {
    if (!sample.startsWith(family)) {
      return null;
    }
    for (String suffix : suffixes) {
      if (sample.length() == family.length() + suffix.length() && sample.endsWith(suffix)) {
        return suffix;
      }
    }
    return null;
  }

  /** The label that tells the samples of one point apart, null if there is none. */
  @Nullable String pointLabel(String family, String suffix) {
    return switch (this) {
      case STATESET -> family;
      case HISTOGRAM, GAUGEHISTOGRAM -> suffix.equals("_bucket") ? "le" : null;
      case SUMMARY -> suffix.isEmpty() ? "quantile" : null;
      default -> null;
    };
  }

  boolean allowsUnit() {
    return this != INFO && this != STATESET;
  }

  boolean allowsExemplar(String suffix) {
    return suffix.equals("_bucket") || this == COUNTER && suffix.equals("_total");
  }

  boolean isHistogram() {
    return this == HISTOGRAM || this == GAUGEHISTOGRAM;
  }

  static @Nullable FamilyType of(String word) {
    return switch (word) {
      case "unknown" -> UNKNOWN;
      case "gauge" -> GAUGE;
      case "counter" -> COUNTER;
      case "stateset" -> STATESET;
      case "info" -> INFO;
      case "histogram" -> HISTOGRAM;
      case "gaugehistogram" -> GAUGEHISTOGRAM;
      case "summary" -> SUMMARY;
      default -> null;
    };
  }
}
