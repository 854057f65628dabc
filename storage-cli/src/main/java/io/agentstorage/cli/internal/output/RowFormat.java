// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** How the rows of a query are printed. The names are those of the command line. */
public enum RowFormat {
  /** Columns for people. */
  table,
  /** One array of objects. */
  json,
  /** One object a line. */
  ndjson,
  /** RFC 4180 with a header line. */
  csv;

  /**
   * Starts to print any number of rows.
   *
   * @param out where to
   * @param columns the names of the columns
   * @return what prints them; closing it ends the output and leaves the stream open
   * @throws IOException if the stream fails
   */
  public RowOutput open(PrintStream out, List<String> columns) throws IOException {
    return switch (this) {
      case table -> new TableRows(out, columns);
      case json -> new JsonRows(out, columns, true);
      case ndjson -> new JsonRows(out, columns, false);
      case csv -> new CsvRows(out, columns);
    };
  }
}
