// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Comma-separated values (RFC 4180). NULL is nothing, an empty text is two quotes. */
final class CsvRows implements RowOutput {
  private final PrintStream out;
  private final CsvGenerator csv;

  CsvRows(PrintStream out, List<String> names) throws IOException {
    this.out = out;
    this.csv = new CsvFactory().createGenerator(out);
    csv.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    csv.enable(CsvGenerator.Feature.ALWAYS_QUOTE_EMPTY_STRINGS);
    CsvSchema.Builder schema = CsvSchema.builder();
    for (int i = 0; i < names.size(); i++) {
      schema.addColumn(String.valueOf(i)); // names may be there twice, so the header is a row
    }
    csv.setSchema(schema.build().withoutHeader());
    write(List.copyOf(names));
  }

  @Override
  public void write(List<@Nullable Object> values) throws IOException {
    csv.writeStartArray();
    for (Object value : values) {
      if (value == null) {
        csv.writeNull();
      } else {
        csv.writeString(Values.text(value));
      }
    }
    csv.writeEndArray();
  }

  @Override
  public void close() throws IOException {
    csv.close();
    out.flush();
  }
}
