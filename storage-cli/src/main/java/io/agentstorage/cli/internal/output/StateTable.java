// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentstorage.core.model.StateEntry;
import java.io.IOException;
import java.io.PrintStream;

/** Entries of the state in columns for people. */
final class StateTable implements StateOutput {
  private static final int VALUE_WIDTH = 100;

  private final StreamedColumns columns;

  StateTable(PrintStream out) {
    this.columns = new StreamedColumns(out, "COMPONENT", "KEY", "VERSION", "UPDATED", "VALUE");
  }

  @Override
  public void write(StateEntry<JsonNode> entry) throws IOException {
    String value = StateJson.line(entry.required());
    columns.add(
        entry.component(),
        entry.key(),
        Long.toString(entry.version()),
        entry.updatedAt().toString(),
        value.length() <= VALUE_WIDTH ? value : value.substring(0, VALUE_WIDTH - 1) + "\u2026");
  }

  @Override
  public void close() {
    columns.close();
  }
}
