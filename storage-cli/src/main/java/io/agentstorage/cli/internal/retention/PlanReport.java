// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.retention;

import com.fasterxml.jackson.core.JsonGenerator;
import io.agentstorage.cli.internal.Numbers;
import io.agentstorage.cli.internal.SizeArgument;
import io.agentstorage.cli.internal.output.Columns;
import io.agentstorage.cli.internal.output.Json;
import io.agentstorage.core.retention.ClassPlan;
import io.agentstorage.core.retention.RetentionPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What would go, as it is printed.
 *
 * @param plan what would
 */
public record PlanReport(RetentionPlan plan) {

  /**
   * Prints it for people.
   *
   * @param out where to
   */
  public void printText(PrintStream out) {
    Columns columns = new Columns("CLASS", "ROWS", "BYTES", "OLDEST", "NEWEST", "WHY");
    for (ClassPlan one : plan.classes()) {
      columns.add(
          one.name(),
          Numbers.grouped(one.rows()),
          (one.bytesMeasured() ? "" : "~") + SizeArgument.text(one.bytes()),
          text(one.oldest()),
          text(one.newest()),
          one.why());
    }
    columns.print(out);
    out.println(
        Numbers.grouped(plan.rows())
            + " rows and files, about "
            + SizeArgument.text(plan.bytes())
            + ", would be deleted; nothing is");
  }

  private static String text(@Nullable Instant time) {
    return time == null ? "-" : time.toString();
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
      for (ClassPlan one : plan.classes()) {
        json.writeStartObject();
        json.writeStringField("class", one.name());
        json.writeNumberField("rows", one.rows());
        json.writeNumberField("bytes", one.bytes());
        json.writeBooleanField("bytesMeasured", one.bytesMeasured());
        writeTime(json, "oldest", one.oldest());
        writeTime(json, "newest", one.newest());
        writeTime(json, "cutoff", one.cutoff());
        json.writeStringField("why", one.why());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeNumberField("rows", plan.rows());
      json.writeNumberField("bytes", plan.bytes());
      json.writeEndObject();
    }
    out.println(line.toString(StandardCharsets.UTF_8));
  }

  private static void writeTime(JsonGenerator json, String name, @Nullable Instant time)
      throws IOException {
    json.writeStringField(name, time == null ? null : time.toString());
  }
}
