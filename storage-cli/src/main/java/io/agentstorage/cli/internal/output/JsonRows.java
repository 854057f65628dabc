// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows as JSON objects. NULL is null, and bytes are a string. */
final class JsonRows implements RowOutput {
  private final PrintStream out;
  private final JsonGenerator json;
  private final String[] fields;
  private final boolean array;
  private boolean empty = true;

  JsonRows(PrintStream out, List<String> names, boolean array) throws IOException {
    this.out = out;
    this.array = array;
    this.json = array ? Json.pretty(out) : Json.lines(out);
    this.fields = distinct(names);
    if (array) {
      json.writeStartArray();
    }
  }

  /** Readers of an object keep one of two fields of the same name. */
  private static String[] distinct(List<String> names) {
    Set<String> taken = new HashSet<>(names);
    Set<String> seen = new HashSet<>();
    String[] fields = new String[names.size()];
    for (int i = 0; i < fields.length; i++) {
      String field = names.get(i);
      if (!seen.add(field)) {
        int number = 2;
        while (!taken.add(names.get(i) + "_" + number)) {
          number++;
        }
        field = names.get(i) + "_" + number;
      }
      fields[i] = field;
    }
    return fields;
  }

  @Override
  public void write(List<@Nullable Object> values) throws IOException {
    empty = false;
    json.writeStartObject();
    for (int i = 0; i < fields.length; i++) {
      json.writeFieldName(fields[i]);
      switch (values.get(i)) {
        case null -> json.writeNull();
        case Long integer -> json.writeNumber(integer);
        case Double real -> writeReal(real);
        case Object other -> json.writeString(Values.text(other));
      }
    }
    json.writeEndObject();
  }

  /** JSON has no word for infinity; a number that is too large is what SQLite's own JSON has. */
  private void writeReal(double real) throws IOException {
    if (Double.isInfinite(real)) {
      json.writeNumber(real > 0 ? "9.0e+999" : "-9.0e+999");
    } else {
      json.writeNumber(real);
    }
  }

  @Override
  public void close() throws IOException {
    if (array) {
      json.writeEndArray();
    }
    json.close();
    if (array || !empty) {
      out.println();
    }
    out.flush();
  }
}
