// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import io.agentstorage.cli.internal.output.Columns;
import io.agentstorage.cli.internal.output.Json;
import io.agentstorage.cli.internal.output.ReportFormat;
import io.agentstorage.core.Database;
import io.agentstorage.core.TableSize;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints how much of what there is. */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    header = "Counts resources by type and by namespace, label keys, and the bytes of each table.",
    footerHeading = "%nExamples:%n",
    footer = {"  agent-storage stats", "  agent-storage stats -o json | jq .labelKeys"})
final class StatsCommand implements Callable<Integer> {
  @Mixin DatabaseOption database;
  @Mixin ReportOption report;

  @Override
  public Integer call() throws IOException {
    try (Database db = database.openForReading()) {
      Statistics statistics = Statistics.of(db);
      List<TableSize> sizes = Inspections.tableSizes(db);
      if (report.format == ReportFormat.json) {
        printJson(statistics, sizes);
      } else {
        printText(statistics, sizes);
      }
    }
    return ExitStatus.DONE;
  }

  private static void printText(Statistics statistics, List<TableSize> sizes) {
    System.out.println("resources  " + Numbers.grouped(statistics.resources()));
    System.out.println();
    Columns types = new Columns("TYPE", "RESOURCES");
    statistics.types().forEach(row -> types.add(row.name(), Numbers.grouped(row.count())));
    types.print(System.out);
    System.out.println();
    Columns namespaces = new Columns("NAMESPACE", "RESOURCES");
    statistics
        .namespaces()
        .forEach(
            row ->
                namespaces.add(
                    row.name().isEmpty() ? "(cluster-scoped)" : row.name(),
                    Numbers.grouped(row.count())));
    namespaces.print(System.out);
    System.out.println();
    Columns keys = new Columns("LABEL KEY", "RESOURCES", "VALUES");
    statistics
        .labelKeys()
        .forEach(
            row ->
                keys.add(
                    row.key(), Numbers.grouped(row.resources()), Numbers.grouped(row.values())));
    keys.print(System.out);
    System.out.println();
    Columns tables = new Columns("TABLE OR INDEX", "BYTES");
    sizes.forEach(size -> tables.add(size.name(), Numbers.grouped(size.bytes())));
    tables.print(System.out);
  }

  private static void printJson(Statistics statistics, List<TableSize> sizes) throws IOException {
    PrintStream out = System.out; // the generator leaves it open
    try (JsonGenerator json = Json.pretty(out)) {
      json.writeStartObject();
      json.writeNumberField("resources", statistics.resources());
      writeCounts(json, "types", "type", statistics.types());
      writeCounts(json, "namespaces", "namespace", statistics.namespaces());
      json.writeArrayFieldStart("labelKeys");
      for (Statistics.LabelKey row : statistics.labelKeys()) {
        json.writeStartObject();
        json.writeStringField("key", row.key());
        json.writeNumberField("resources", row.resources());
        json.writeNumberField("values", row.values());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("tables");
      for (TableSize size : sizes) {
        json.writeStartObject();
        json.writeStringField("name", size.name());
        json.writeNumberField("bytes", size.bytes());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    System.out.println();
  }

  private static void writeCounts(
      JsonGenerator json, String array, String name, List<Statistics.Count> rows)
      throws IOException {
    json.writeArrayFieldStart(array);
    for (Statistics.Count row : rows) {
      json.writeStartObject();
      json.writeStringField(name, row.name());
      json.writeNumberField("resources", row.count());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
