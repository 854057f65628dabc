// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.cli.internal.output.ReportFormat;
import io.agentstorage.cli.internal.retention.DiskReport;
import io.agentstorage.cli.internal.retention.LabelSpace;
import io.agentstorage.core.Database;
import io.agentstorage.core.TableSize;
import io.agentstorage.core.retention.DiskBudget;
import io.agentstorage.core.retention.DiskSpace;
import io.agentstorage.repo.RetentionRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what takes room. */
@Command(
    name = "disk",
    mixinStandardHelpOptions = true,
    header = "Prints what takes room: tables, indexes, label sets, log, free pages and files.",
    description = {
      "The forecast is made of what was in use after the last runs of 'retention run', or of the"
          + " agent's own.",
      "For the tables each page of the file is read; --no-tables leaves that out."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage disk",
      "  agent-storage disk --budget 2GiB --files /var/lib/agent/metrics",
      "  agent-storage disk -o json --no-tables | jq .totalBytes"
    })
final class DiskCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin DatabaseOption database;
  @Mixin ReportOption report;

  @Option(
      names = "--budget",
      paramLabel = "SIZE",
      description = "What it may take, such as " + SizeArgument.FORMS + ".")
  @Nullable String budget;

  @Option(
      names = "--files",
      paramLabel = "FOLDER",
      description = "A folder of metric files that belongs to it.")
  @Nullable Path files;

  @Option(names = "--no-tables", description = "Leaves out what each table and index takes.")
  boolean noTables;

  @Override
  public Integer call() throws IOException {
    DiskBudget most =
        budget == null ? null : DiskBudget.of(SizeArgument.parse(spec, "--budget", budget));
    try (Database db = database.openForReading()) {
      Map<String, Path> folders = files == null ? Map.of() : Map.of("files", files);
      DiskReport disk =
          new DiskReport(
              DiskSpace.of(db, folders).measure(),
              noTables ? List.<TableSize>of() : Inspections.tableSizes(db),
              LabelSpace.of(db),
              RetentionRunner.trend(db),
              most);
      if (report.format == ReportFormat.json) {
        disk.printJson(System.out);
      } else {
        disk.printText(System.out);
      }
    }
    return ExitStatus.DONE;
  }
}
