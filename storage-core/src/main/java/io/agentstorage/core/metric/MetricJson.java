// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.metric;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.agentstorage.core.spi.UnicodeText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object that a sample is in a metric file and on its way between agents. Thread-safe; parsers and generators are
 * not.
 *
 * <pre>{@code
 * {"id":"…","cluster_name":"prod","cloud_account_id":"…","metric_name":"cpu","node_name":"n1","created_at":"1730858398505",
 *  "timestamp":"1730858398500","labels":{"pod":"web-0"},"value":"446"}
 * }</pre>
 *
 * <p>Times are milliseconds since 1970 as strings, what is absent is an empty string, the value is the text it came with.
 */
public final class MetricJson {
  static final String ID = "id";
  static final String CLUSTER = "cluster_name";
  static final String ACCOUNT = "cloud_account_id";
  static final String NAME = "metric_name";
  static final String NODE = "node_name";
  static final String CREATED = "created_at";
  static final String TIMESTAMP = "timestamp";
  static final String LABELS = "labels";
  static final String VALUE = "value";

  private static final JsonFactory FACTORY = factory(Integer.MAX_VALUE);

  private MetricJson() {}

  /**
   * Makes what rows are written with.
   *
   * @param out where to; closing the generator leaves it open
   * @return a new generator
   * @throws IOException if it cannot be written
   */
  public static JsonGenerator generator(OutputStream out) throws IOException {
    return FACTORY.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  /**
   * Makes what rows are read with.
   *
   * @param in where from; it is read ahead, and closed with the parser
   * @param longestText how many characters a name or a text may have; a longer one is a {@link
   *     com.fasterxml.jackson.core.JacksonException}
   * @return a new parser
   * @throws IOException if it cannot be read
   */
  public static JsonParser parser(InputStream in, int longestText) throws IOException {
    return (longestText == Integer.MAX_VALUE ? FACTORY : factory(longestText)).createParser(in);
  }

  private static JsonFactory factory(int longestText) {
    return JsonFactory.builder()
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // keys of labels are anybody's
        .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxStringLength(longestText)
                .maxNameLength(longestText)
                .build())
        .build();
  }

  /**
   * Writes a row. A sample without an id gets a random one.
   *
   * @param json where to
   * @param sample the sample
   * @throws IOException if it cannot be written
   * @throws IllegalArgumentException if a text has half a surrogate pair, which UTF-8 has no bytes for
   */
  public static void write(JsonGenerator json, MetricSample sample) throws IOException {
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

  /**
   * Reads a row. Fields that are not known are passed over: a newer agent may have written them. Labels {@code __name__}
   * and {@code node} go before the fields, as other readers of these rows have it.
   *
   * @param json a parser at the start of an object; it is left at the end of it, also where the object is no row
   * @param longestRow how many bytes the object may take, checked between its fields
   * @return the sample
   * @throws IOException if it cannot be read, or is no JSON
   * @throws IllegalArgumentException if the object is no row; the message says why, beginning with "it" or "its"
   */
  public static MetricSample read(JsonParser json, long longestRow) throws IOException {
    return MetricRow.read(json, longestRow);
  }

  /** What would come back as something else is refused. */
  private static String text(@Nullable String text) {
    UnicodeText.requireWhole("it has a text that", text);
    return text == null ? "" : text;
  }
}
