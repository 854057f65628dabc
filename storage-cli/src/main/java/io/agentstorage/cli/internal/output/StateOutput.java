// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.agentstorage.core.model.StateEntry;
import java.io.IOException;
import java.io.PrintStream;

/** Prints entries of the state one after the other. */
public interface StateOutput extends AutoCloseable {

  /**
   * Starts to print any number of entries.
   *
   * @param format how
   * @param out where to
   * @return what prints them; closing it ends the output and leaves the stream open
   * @throws IOException if the stream fails
   */
  static StateOutput open(RowFormat format, PrintStream out) throws IOException {
    return switch (format) {
      case table -> new StateTable(out);
      case json -> new StateObjects(out, true);
      case ndjson -> new StateObjects(out, false);
      case csv -> new StateCsv(out);
    };
  }

  /**
   * Prints one.
   *
   * @param entry the entry
   * @throws IOException if the stream fails
   */
  void write(StateEntry<JsonNode> entry) throws IOException;

  /** Ends the output. */
  @Override
  void close() throws IOException;
}
