// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats;

import io.agentstorage.formats.internal.ContentTypes;
import java.util.Optional;

/** How samples are written. */
public enum MetricFormat {
  /**
   * The text that Prometheus scrapes, version 0.0.4 (prometheus.io, "Exposition formats"). Quoted names of version 1.0.0
   * are read too. Times are milliseconds.
   */
  PROMETHEUS_TEXT("text/plain; version=0.0.4; charset=utf-8"),

  /** OpenMetrics 1.0 as text (prometheus.io, "OpenMetrics 1.0"). Times are seconds. */
  OPENMETRICS("application/openmetrics-text; version=1.0.0; charset=utf-8"),

  /**
   * The body of a request of Prometheus' remote_write 1.0: a Protocol Buffers message {@code prometheus.WriteRequest},
   * compressed in Snappy's block format (prometheus.io, "Prometheus Remote-Write 1.0").
   */
  REMOTE_WRITE("application/x-protobuf"),

  /** Rows of {@link io.agentstorage.core.metric.MetricJson}, in an array or one after the other, as in NDJSON. */
  JSON("application/json");

  private final String contentType;

  MetricFormat(String contentType) {
    this.contentType = contentType;
  }

  /**
   * What a sender says in the HTTP header {@code Content-Type}.
   *
   * @return the media type with its parameters
   */
  public String contentType() {
    return contentType;
  }

  /**
   * Finds the format by the HTTP header {@code Content-Type}. {@code text/plain} without a version is Prometheus' text, as
   * Prometheus has it.
   *
   * @param contentType the value of the header, with or without parameters, in any case
   * @return the format; none where it is no format or no version that can be read, such as remote_write 2.0
   */
  public static Optional<MetricFormat> ofContentType(String contentType) {
    return Optional.ofNullable(ContentTypes.format(contentType));
  }
}
