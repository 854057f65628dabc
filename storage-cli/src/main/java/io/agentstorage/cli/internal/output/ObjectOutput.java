// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.agentstorage.core.model.ResourceTags;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resources as objects, in JSON or YAML. What is absent has no field. */
final class ObjectOutput implements ResourceOutput {
  private final PrintStream out;
  private final JsonGenerator json;
  private final boolean array;
  private final boolean endLine;

  private ObjectOutput(PrintStream out, JsonGenerator json, boolean array, boolean endLine) {
    this.out = out;
    this.json = json;
    this.array = array;
    this.endLine = endLine;
  }

  static ObjectOutput array(PrintStream out) throws IOException {
    ObjectOutput output = new ObjectOutput(out, Json.pretty(out), true, true);
    output.json.writeStartArray();
    return output;
  }

  static ObjectOutput object(PrintStream out) throws IOException {
    return new ObjectOutput(out, Json.pretty(out), false, true);
  }

  static ObjectOutput lines(PrintStream out) throws IOException {
    return new ObjectOutput(out, Json.lines(out), false, true);
  }

  static ObjectOutput yaml(PrintStream out) throws IOException {
    YAMLFactory factory =
        YAMLFactory.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .stringQuotingChecker(new PlainYaml())
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();
    return new ObjectOutput(
        out,
        factory.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET),
        false,
        false);
  }

  @Override
  public void write(ResourceTags resource) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", resource.type().toString());
    writeText("namespace", resource.namespace());
    json.writeStringField("name", resource.name());
    writeText("uid", resource.uid());
    writeMap("labels", resource.labels());
    writeMap("annotations", resource.annotations());
    writeMap("metricLabels", resource.metricLabels());
    writeText("id", resource.id());
    writeText("recordCreated", resource.recordCreated());
    writeText("recordUpdated", resource.recordUpdated());
    writeText("changedBy", resource.changedBy());
    writeText("sentAt", resource.sentAt());
    if (resource.revision() != null) {
      json.writeNumberField("revision", resource.revision());
    }
    json.writeEndObject();
  }

  @Override
  public void close() throws IOException {
    if (array) {
      json.writeEndArray();
    }
    boolean wroteSomething = json.getOutputContext().hasCurrentIndex();
    if (array || wroteSomething) { // the YAML generator cannot end what was not begun
      json.close();
    }
    if (endLine && (array || wroteSomething)) {
      out.println();
    }
    out.flush();
  }

  private void writeText(String field, @Nullable Object value) throws IOException {
    if (value != null) {
      json.writeStringField(field, value.toString());
    }
  }

  private void writeMap(String field, @Nullable Map<String, String> map) throws IOException {
    if (map != null) {
      json.writeObjectFieldStart(field);
      for (Map.Entry<String, String> entry : map.entrySet()) {
        json.writeFieldName(entry.getKey());
        if (json instanceof YAMLGenerator yaml) {
          yaml.configure(
              YAMLGenerator.Feature.MINIMIZE_QUOTES, !PlainYaml.mustBeEscaped(entry.getValue()));
        }
        json.writeString(entry.getValue());
      }
      json.writeEndObject();
    }
  }
}
