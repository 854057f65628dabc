// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.copy;

import com.fasterxml.jackson.core.JsonGenerator;
import io.agentstorage.cli.internal.Numbers;
import io.agentstorage.cli.internal.output.Columns;
import io.agentstorage.cli.internal.output.Json;
import io.agentstorage.core.store.ClusterCopyReport;
import io.agentstorage.core.store.TableCopy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a copy did, as it is printed.
 *
 * @param copied what it did
 */
public record CopyReport(ClusterCopyReport copied) {
  private static final int SHOWN_OF_A_HASH = 16;

  /**
   * Prints it for people.
   *
   * @param out where to
   */
  public void printText(PrintStream out) {
    Columns columns = new Columns("TABLE", "ROWS", "INSERTED", "REPLACED", "DELETED", "SHA-256");
    long rows = 0;
    for (TableCopy table : copied.tables()) {
      rows += table.rows();
      String sha256 = table.sha256();
      columns.add(
          table.table(),
          Numbers.grouped(table.rows()),
          Numbers.grouped(table.inserted()),
          Numbers.grouped(table.replaced()),
          Numbers.grouped(table.deleted()),
          sha256 == null ? "-" : sha256.substring(0, SHOWN_OF_A_HASH));
    }
    columns.print(out);
    out.println(
        Numbers.grouped(rows)
            + " rows compared, "
            + Numbers.grouped(copied.written())
            + " written in "
            + String.format(Locale.ROOT, "%.2f s", seconds())
            + (copied.cancelled() ? "; stopped before the end" : ""));
  }

  /**
   * Prints it for programs: one object on one line.
   *
   * @param out where to
   * @throws IOException if the stream fails
   */
  public void printJson(PrintStream out) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.lines(line)) {
      json.writeStartObject();
      json.writeArrayFieldStart("tables");
      for (TableCopy table : copied.tables()) {
        json.writeStartObject();
        json.writeStringField("table", table.table());
        json.writeNumberField("rows", table.rows());
        json.writeNumberField("inserted", table.inserted());
        json.writeNumberField("replaced", table.replaced());
        json.writeNumberField("deleted", table.deleted());
        json.writeStringField("sha256", table.sha256());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeNumberField("written", copied.written());
      json.writeNumberField("seconds", Math.round(seconds() * 1000) / 1000.0);
      json.writeBooleanField("interrupted", copied.cancelled());
      json.writeEndObject();
    }
    out.println(line.toString(StandardCharsets.UTF_8));
  }

  private double seconds() {
    return copied.elapsed().toNanos() / 1e9;
  }
}
