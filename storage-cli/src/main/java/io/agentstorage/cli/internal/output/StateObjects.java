// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.agentstorage.core.model.StateEntry;
import java.io.IOException;
import java.io.PrintStream;

/** Entries of the state as JSON objects. */
final class StateObjects implements StateOutput {
  private final PrintStream out;
  private final JsonGenerator json;
  private final boolean array;
  private boolean empty = true;

  StateObjects(PrintStream out, boolean array) throws IOException {
    this.out = out;
    this.array = array;
    this.json = array ? Json.pretty(out) : Json.lines(out);
    if (array) {
      json.writeStartArray();
    }
  }

  @Override
  public void write(StateEntry<JsonNode> entry) throws IOException {
    empty = false;
    StateJson.write(entry, json);
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
