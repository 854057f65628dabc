// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import java.io.IOException;
import java.io.PrintStream;

/** How resources are printed. The names are those of the command line. */
public enum OutputFormat {
  /** Columns for people. */
  table,
  /** One array of objects. */
  json,
  /** One object a line. */
  ndjson,
  /** YAML, one document for each. */
  yaml,
  /** RFC 4180 with a header line. */
  csv;

  /**
   * Starts to print any number of resources.
   *
   * @param out where to
   * @return what prints them; closing it ends the output and leaves the stream open
   * @throws IOException if the stream fails
   */
  public ResourceOutput open(PrintStream out) throws IOException {
    return switch (this) {
      case table -> new TableOutput(out);
      case json -> ObjectOutput.array(out);
      case ndjson -> ObjectOutput.lines(out);
      case yaml -> ObjectOutput.yaml(out);
      case csv -> new CsvOutput(out);
    };
  }

  /**
   * Starts to print one resource: JSON is then an object, not an array.
   *
   * @param out where to
   * @return what prints it
   * @throws IOException if the stream fails
   */
  public ResourceOutput openSingle(PrintStream out) throws IOException {
    return this == json ? ObjectOutput.object(out) : open(out);
  }
}
