// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import io.agentstorage.cli.internal.output.Columns;
import io.agentstorage.cli.internal.output.Json;
import io.agentstorage.cli.internal.output.ReportFormat;
import io.agentstorage.core.Database;
import io.agentstorage.core.model.OutboxEntry;
import io.agentstorage.core.store.Outbox;
import io.agentstorage.core.store.OutboxStatus;
import io.agentstorage.repo.OutboxRepository;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints what was not sent yet. */
@Command(
    name = "pending",
    mixinStandardHelpOptions = true,
    header = "Counts what was not sent yet, and prints what is next.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage pending",
      "  agent-storage pending --limit 100 -o json | jq .oldest"
    })
final class PendingCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin DatabaseOption database;
  @Mixin ReportOption report;

  @Option(
      names = "--limit",
      paramLabel = "ROWS",
      defaultValue = "20",
      description = "Print this many at the most (default: ${DEFAULT-VALUE}).")
  int limit;

  @Override
  public Integer call() throws IOException {
    if (limit < 1) {
      throw new ParameterException(spec.commandLine(), "--limit must be 1 or more, is " + limit);
    }
    try (Database db = database.openForReading()) {
      Outbox outbox = new OutboxRepository(db);
      OutboxStatus status = outbox.status();
      List<OutboxEntry> next = outbox.pending(limit, Long.MAX_VALUE);
      if (report.format == ReportFormat.json) {
        printJson(status, next);
      } else {
        printText(status, next);
      }
    }
    return ExitStatus.DONE;
  }

  private static void printText(OutboxStatus status, List<OutboxEntry> next) {
    System.out.println("resources  " + Numbers.grouped(status.resources()));
    System.out.println("ends       " + Numbers.grouped(status.ends()));
    System.out.println("oldest     " + (status.oldest() == null ? "-" : status.oldest()));
    if (next.isEmpty()) {
      return;
    }
    System.out.println();
    Columns rows = new Columns("CHANGED", "TYPE", "NAMESPACE", "NAME", "REVISION", "BYTES", "END");
    for (OutboxEntry entry : next) {
      rows.add(
          entry.changedAt().toString(),
          entry.resource().type().toString(),
          Objects.requireNonNullElse(entry.resource().namespace(), "-"),
          entry.resource().name(),
          Long.toString(entry.revision()),
          Numbers.grouped(entry.bytes()),
          entry.end() == null ? "-" : entry.end().name().toLowerCase(Locale.ROOT));
    }
    rows.print(System.out);
  }

  private static void printJson(OutboxStatus status, List<OutboxEntry> next) throws IOException {
    PrintStream out = System.out; // the generator leaves it open
    try (JsonGenerator json = Json.pretty(out)) {
      json.writeStartObject();
      json.writeNumberField("resources", status.resources());
      json.writeNumberField("ends", status.ends());
      if (status.oldest() != null) {
        json.writeStringField("oldest", status.oldest().toString());
      }
      json.writeArrayFieldStart("next");
      for (OutboxEntry entry : next) {
        json.writeStartObject();
        json.writeStringField("changedAt", entry.changedAt().toString());
        json.writeStringField("type", entry.resource().type().toString());
        if (entry.resource().namespace() != null) {
          json.writeStringField("namespace", entry.resource().namespace());
        }
        json.writeStringField("name", entry.resource().name());
        json.writeStringField("id", entry.id().toString());
        json.writeNumberField("revision", entry.revision());
        json.writeNumberField("bytes", entry.bytes());
        if (entry.end() != null) {
          json.writeStringField("end", entry.end().name().toLowerCase(Locale.ROOT));
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.println();
  }
}
