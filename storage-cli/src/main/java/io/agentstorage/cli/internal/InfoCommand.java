// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import io.agentstorage.cli.internal.output.Json;
import io.agentstorage.cli.internal.output.Printable;
import io.agentstorage.cli.internal.output.ReportFormat;
import io.agentstorage.core.Database;
import io.agentstorage.postgres.PostgresDatabase;
import io.agentstorage.postgres.PostgresInfo;
import io.agentstorage.sqlite.SqliteDatabase;
import io.agentstorage.sqlite.SqliteInfo;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
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
    try (Database db = database.openForReading()) {
      Map<String, Object> facts =
          switch (db) {
            case SqliteDatabase sqlite -> facts(sqlite.info());
            case PostgresDatabase postgres -> facts(postgres.info());
            default -> throw Inspections.unknown(db);
          };
      if (report.format == ReportFormat.json) {
        printJson(facts);
      } else {
        printText(facts);
      }
    }
    return ExitStatus.DONE;
  }

  private static Map<String, Object> facts(SqliteInfo info) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("database", info.place());
    facts.put("bytes", info.fileBytes());
    facts.put("freeBytes", info.freeBytes());
    facts.put("walBytes", info.walBytes());
    facts.put("schemaVersion", info.schemaVersion());
    facts.put("sqliteVersion", info.sqliteVersion());
    facts.put("driverVersion", info.driverVersion());
    facts.put("javaVersion", System.getProperty("java.version"));
    facts.put("pragmas", info.pragmas());
    return facts;
  }

  private static Map<String, Object> facts(PostgresInfo info) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("database", info.place());
    facts.put("cluster", info.cluster());
    facts.put("role", info.user());
    facts.put("bytes", info.bytes());
    facts.put("schemaVersion", info.schemaVersion());
    facts.put("serverVersion", info.serverVersion());
    facts.put("replica", info.standby());
    facts.put("driverVersion", info.driverVersion());
    facts.put("javaVersion", System.getProperty("java.version"));
    facts.put("settings", new TreeMap<>(info.settings()));
    return facts;
  }

  private static void printText(Map<String, Object> facts) {
    facts.forEach(
        (name, fact) -> {
          if (fact instanceof Map<?, ?> settings) {
            System.out.println(name);
            settings.forEach((key, value) -> System.out.println("  " + key + " = " + value));
          } else {
            System.out.printf("%-15s %s%n", label(name), text(fact));
          }
        });
  }

  private static String label(String name) {
    return switch (name) {
      case "freeBytes" -> "bytes free";
      case "walBytes" -> "bytes of WAL";
      case "schemaVersion" -> "schema version";
      case "sqliteVersion" -> "SQLite";
      case "serverVersion" -> "PostgreSQL";
      case "driverVersion" -> "driver";
      case "javaVersion" -> "Java";
      default -> name;
    };
  }

  private static String text(Object fact) {
    return fact instanceof Long number ? Numbers.grouped(number) : Printable.line(fact.toString());
  }

  private static void printJson(Map<String, Object> facts) throws IOException {
    PrintStream out = System.out; // the generator leaves it open
    try (JsonGenerator json = Json.pretty(out)) {
      json.writeStartObject();
      for (Map.Entry<String, Object> fact : facts.entrySet()) {
        json.writeFieldName(fact.getKey());
        if (fact.getValue() instanceof Map<?, ?> settings) {
          json.writeStartObject();
          for (Map.Entry<?, ?> setting : settings.entrySet()) {
            json.writeStringField((String) setting.getKey(), (String) setting.getValue());
          }
          json.writeEndObject();
        } else {
          json.writePOJO(fact.getValue());
        }
      }
      json.writeEndObject();
    }
    System.out.println();
  }
}
