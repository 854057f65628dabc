// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import io.agentstorage.cli.internal.output.Json;
import io.agentstorage.cli.internal.output.ReportFormat;
import io.agentstorage.sqlite.SqliteDatabase;
import io.agentstorage.sqlite.SqliteInfo;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints what the database is and how it is set. */
@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    header = "Prints schema version, sizes, settings and versions of a database.",
    footerHeading = "%nExamples:%n",
    footer = {"  agent-storage info", "  agent-storage info --db /var/lib/agent/agent.db -o json"})
final class InfoCommand implements Callable<Integer> {
  @Mixin DatabaseOption database;
  @Mixin ReportOption report;

  @Override
  public Integer call() throws IOException {
    try (SqliteDatabase db = database.openForReading()) {
      SqliteInfo info = db.info();
      if (report.format == ReportFormat.json) {
        printJson(info);
      } else {
        printText(info);
      }
    }
    return ExitStatus.DONE;
  }

  private static void printText(SqliteInfo info) {
    System.out.println("database        " + info.place());
    System.out.println("bytes           " + Numbers.grouped(info.fileBytes()));
    System.out.println("bytes free      " + Numbers.grouped(info.freeBytes()));
    System.out.println("bytes of WAL    " + Numbers.grouped(info.walBytes()));
    System.out.println("schema version  " + info.schemaVersion());
    System.out.println("SQLite          " + info.sqliteVersion());
    System.out.println("SQLite driver   " + info.driverVersion());
    System.out.println("Java            " + System.getProperty("java.version"));
    System.out.println("pragmas");
    for (Map.Entry<String, String> pragma : info.pragmas().entrySet()) {
      System.out.println("  " + pragma.getKey() + " = " + pragma.getValue());
    }
  }

  private static void printJson(SqliteInfo info) throws IOException {
    PrintStream out = System.out; // the generator leaves it open
    try (JsonGenerator json = Json.pretty(out)) {
      json.writeStartObject();
      json.writeStringField("database", info.place());
      json.writeNumberField("bytes", info.fileBytes());
      json.writeNumberField("freeBytes", info.freeBytes());
      json.writeNumberField("walBytes", info.walBytes());
      json.writeStringField("schemaVersion", info.schemaVersion());
      json.writeStringField("sqliteVersion", info.sqliteVersion());
      json.writeStringField("driverVersion", info.driverVersion());
      json.writeStringField("javaVersion", System.getProperty("java.version"));
      json.writeObjectFieldStart("pragmas");
      for (Map.Entry<String, String> pragma : info.pragmas().entrySet()) {
        json.writeStringField(pragma.getKey(), pragma.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    System.out.println();
  }
}
