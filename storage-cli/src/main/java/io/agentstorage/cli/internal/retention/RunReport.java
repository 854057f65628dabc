// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.retention;

import com.fasterxml.jackson.core.JsonGenerator;
import io.agentstorage.cli.internal.Numbers;
import io.agentstorage.cli.internal.SizeArgument;
import io.agentstorage.cli.internal.output.Columns;
import io.agentstorage.cli.internal.output.Json;
import io.agentstorage.core.retention.ClassReport;
import io.agentstorage.core.retention.RetentionReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What went, as it is printed.
 *
 * @param report what did
 */
public record RunReport(RetentionReport report) {

  /**
   * Prints it for people.
   *
   * @param out where to
   */
  public void printText(PrintStream out) {
    Columns columns = new Columns("CLASS", "ROWS", "TRANSACTIONS", "LONGEST");
    for (ClassReport one : report.classes()) {
      columns.add(
          one.name(),
          Numbers.grouped(one.rows()),
          Numbers.grouped(one.chunks()),
          one.chunks() == 0 ? "-" : one.longestChunk().toMillis() + " ms");
    }
    columns.print(out);
    out.println(
        Numbers.grouped(report.rows())
            + " rows and files deleted, "
            + SizeArgument.text(report.givenBackBytes())
            + " given back, in "
            + String.format(Locale.ROOT, "%.2f s", report.elapsed().toNanos() / 1e9)
            + (report.stopped() ? "; stopped before the end" : ""));
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
      json.writeArrayFieldStart("classes");
      for (ClassReport one : report.classes()) {
        json.writeStartObject();
        json.writeStringField("class", one.name());
        json.writeNumberField("rows", one.rows());
        json.writeNumberField("bytes", one.bytes());
        json.writeNumberField("transactions", one.chunks());
        json.writeNumberField("longestMillis", one.longestChunk().toMillis());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeNumberField("rows", report.rows());
      json.writeNumberField("givenBackBytes", report.givenBackBytes());
      json.writeNumberField("seconds", report.elapsed().toMillis() / 1000.0);
      json.writeBooleanField("interrupted", report.stopped());
      json.writeEndObject();
    }
    out.println(line.toString(StandardCharsets.UTF_8));
  }
}
