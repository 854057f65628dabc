// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import java.io.IOException;
import java.io.PrintStream;

/** How metric samples are printed. The names are those of the command line. */
public enum SampleFormat {
  /** Columns for people. */
  table,
  /** One array of objects. */
  json,
  /** One object a line. */
  ndjson,
  /** RFC 4180 with a header line; labels are JSON. */
  csv;

  /**
   * Starts to print any number of samples.
   *
   * @param out where to
   * @return what prints them; closing it ends the output and leaves the stream open
   * @throws IOException if the stream fails
   */
  public SampleOutput open(PrintStream out) throws IOException {
    return switch (this) {
      case table -> SampleRows.table(out);
      case json -> new SampleObjects(out, true);
      case ndjson -> new SampleObjects(out, false);
      case csv -> SampleRows.csv(out);
    };
  }
}
