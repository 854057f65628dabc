// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentstorage.core.model.StateEntry;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** Entries of the state as CSV, their values as JSON. */
final class StateCsv implements StateOutput {
  private final CsvRows rows;

  StateCsv(PrintStream out) throws IOException {
    this.rows = new CsvRows(out, List.of("component", "key", "version", "updatedAt", "value"));
  }

  @Override
  public void write(StateEntry<JsonNode> entry) throws IOException {
    rows.write(
        List.of(
            entry.component(),
            entry.key(),
            entry.version(),
            entry.updatedAt().toString(),
            StateJson.line(entry.required())));
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
