// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.coverage;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;

/**
 * What a report is made of.
 *
 * @param database the name of the database
 * @param time when it was read
 * @param coverage the counts
 */
public record CoverageReport(String database, Instant time, Coverage coverage) {

  /** How it is printed. The names are those of the command line. */
  public enum Format {
    /** Columns for people. */
    table,
    /** One object. */
    json,
    /** A page for browsers. */
    html
  }

  /**
   * Prints it.
   *
   * @param format how
   * @param out where to; it is left open
   * @throws IOException if the stream fails
   */
  public void print(Format format, PrintStream out) throws IOException {
    switch (format) {
      case table -> CoverageTable.print(coverage, out);
      case json -> CoverageJson.print(this, out);
      case html -> new CoverageHtml(this, out).print();
    }
  }
}
