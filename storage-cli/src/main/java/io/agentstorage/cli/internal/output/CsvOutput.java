// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.spi.TagsJson;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Comma-separated values (RFC 4180); maps are JSON in one value, what is absent is empty. */
final class CsvOutput implements ResourceOutput {
  private static final List<String> NAMES =
      List.of(
          "type",
          "namespace",
          "name",
          "uid",
          "labels",
          "annotations",
          "metricLabels",
          "id",
          "recordCreated",
          "recordUpdated",
          "changedBy",
          "sentAt",
          "revision");

  private final PrintStream out;
  private final JsonGenerator csv;

  CsvOutput(PrintStream out) throws IOException {
    this.out = out;
    CsvSchema.Builder schema = CsvSchema.builder();
    NAMES.forEach(schema::addColumn);
    this.csv = new CsvFactory().createGenerator(out);
    csv.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    csv.setSchema(schema.build().withoutHeader());
    // Written as a row: a header of the schema would be missing where there are no rows.
    writeRow(NAMES);
  }

  @Override
  public void write(ResourceTags resource) throws IOException {
    writeRow(
        List.of(
            resource.type().toString(),
            text(resource.namespace()),
            resource.name(),
            text(resource.uid()),
            map(resource.labels()),
            map(resource.annotations()),
            map(resource.metricLabels()),
            text(resource.id()),
            text(resource.recordCreated()),
            text(resource.recordUpdated()),
            text(resource.changedBy()),
            text(resource.sentAt()),
            text(resource.revision())));
  }

  @Override
  public void close() throws IOException {
    csv.close();
    out.flush();
  }

  private void writeRow(List<String> values) throws IOException {
    csv.writeStartArray();
    for (String value : values) {
      csv.writeString(value);
    }
    csv.writeEndArray();
  }

  private static String text(@Nullable Object value) {
    return Objects.toString(value, "");
  }

  private static String map(@Nullable Map<String, String> map) {
    return map == null ? "" : TagsJson.write(map);
  }
}
