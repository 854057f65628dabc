// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.load;

import com.fasterxml.jackson.core.JsonGenerator;
import io.agentstorage.cli.internal.Numbers;
import io.agentstorage.cli.internal.output.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * What a load did. found = inserted + updated + unchanged + rejected, always.
 *
 * @param files files that were read, standard input included
 * @param filesIgnored files of folders that were passed over for their names
 * @param inserted resources that were new
 * @param updated resources that differed from what was stored
 * @param unchanged resources that were stored already
 * @param rejectedByReason what could not be stored, by reason
 * @param seconds how long it took
 * @param interrupted whether it was stopped before the end of the input
 */
public record LoadReport(
    long files,
    long filesIgnored,
    long inserted,
    long updated,
    long unchanged,
    Map<String, Long> rejectedByReason,
    double seconds,
    boolean interrupted) {

  /**
   * What could not be stored.
   *
   * @return the sum over all reasons
   */
  public long rejected() {
    return rejectedByReason.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Everything that was in the input.
   *
   * @return the sum
   */
  public long found() {
    return inserted + updated + unchanged + rejected();
  }

  /**
   * Prints it for people.
   *
   * @param out where to
   */
  public void printText(PrintStream out) {
    out.println("found      " + Numbers.grouped(found()));
    out.println("inserted   " + Numbers.grouped(inserted));
    out.println("updated    " + Numbers.grouped(updated));
    out.println("unchanged  " + Numbers.grouped(unchanged));
    out.println("rejected   " + Numbers.grouped(rejected()));
    rejectedByReason.forEach(
        (reason, count) -> out.println("  " + reason + "  " + Numbers.grouped(count)));
    out.println(
        Numbers.grouped(files)
            + (files == 1 ? " file" : " files")
            + (filesIgnored > 0 ? " (" + Numbers.grouped(filesIgnored) + " others ignored)" : "")
            + " in "
            + String.format(Locale.ROOT, "%.2f s, ", seconds)
            + Numbers.grouped(perSecond())
            + " resources/s"
            + (interrupted ? "; stopped before the end" : ""));
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
      json.writeNumberField("found", found());
      json.writeNumberField("inserted", inserted);
      json.writeNumberField("updated", updated);
      json.writeNumberField("unchanged", unchanged);
      json.writeNumberField("rejected", rejected());
      json.writeObjectFieldStart("rejectedByReason");
      for (Map.Entry<String, Long> reason : rejectedByReason.entrySet()) {
        json.writeNumberField(reason.getKey(), reason.getValue());
      }
      json.writeEndObject();
      json.writeNumberField("files", files);
      json.writeNumberField("filesIgnored", filesIgnored);
      json.writeNumberField("seconds", Math.round(seconds * 1000) / 1000.0);
      json.writeNumberField("resourcesPerSecond", perSecond());
      json.writeBooleanField("interrupted", interrupted);
      json.writeEndObject();
    }
    out.println(line.toString(StandardCharsets.UTF_8));
  }

  private long perSecond() {
    return seconds == 0 ? 0 : Math.round(found() / seconds);
  }
}
