// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.cli.internal.load.CtrlC;
import io.agentstorage.cli.internal.output.ReportFormat;
import io.agentstorage.cli.internal.output.TerminalLine;
import io.agentstorage.cli.internal.retention.PlanReport;
import io.agentstorage.cli.internal.retention.RunReport;
import io.agentstorage.core.Database;
import io.agentstorage.core.retention.ClassPlan;
import io.agentstorage.core.retention.Retention;
import io.agentstorage.core.retention.RetentionListener;
import io.agentstorage.core.retention.RetentionReport;
import io.agentstorage.parquet.ParquetSampleArchive;
import io.agentstorage.repo.RetentionRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets go what is old. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    header = "Deletes what is old, class after class.",
    description = {
      "Each transaction takes some hundredths of a second, so that an agent can write in between."
          + " What becomes free in a file stays in it up to a bound; the rest is given back.",
      "Exit status 1 if another process is running retention on this cluster."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage retention run --dry-run",
      "  agent-storage retention run --keep tombstones=7d --keep history=30d",
      "  agent-storage retention run --keep samples=7d --archive /var/lib/agent/archive",
      "  agent-storage retention run --budget 500MiB --files /var/lib/agent/metrics"
    })
final class RetentionRunCommand implements Callable<Integer> {
  @Mixin DatabaseOption database;
  @Mixin RetentionOptions options;
  @Mixin ReportOption report;

  @Option(
      names = "--dry-run",
      description = "Only prints what would be deleted, as 'retention plan' does.")
  boolean dryRun;

  @Option(
      names = "--archive",
      paramLabel = "FOLDER",
      description =
          "Metric samples go into Parquet files of this folder, which are read back, before they"
              + " are deleted; it is created if it is missing.")
  @Nullable Path archive;

  @Override
  public Integer call() throws IOException {
    options.policy();
    Clock clock = Clock.systemUTC();
    if (dryRun) {
      try (Database db = database.openForReading()) {
        PlanReport plan = new PlanReport(options.retention(db, clock).plan());
        RetentionPlanCommand.print(plan, report.format);
      }
      return ExitStatus.DONE;
    }
    if (archive != null) {
      Files.createDirectories(archive);
    }
    try (Database db = database.openExistingForWriting();
        CtrlC ctrlC = new CtrlC(System.in)) {
      Retention retention =
          archive == null
              ? options.retention(db, clock)
              : options.retention(db, new ParquetSampleArchive(archive), clock);
      RetentionRunner runner = new RetentionRunner(db, retention, options.space(db), clock);
      Optional<RetentionReport> done = run(runner, ctrlC);
      if (done.isEmpty()) {
        System.err.println(
            "agent-storage: another process is running retention on this cluster; nothing was"
                + " done");
        return ExitStatus.PARTLY;
      }
      RunReport printed = new RunReport(done.get());
      if (report.format == ReportFormat.json) {
        printed.printJson(System.out);
      } else {
        printed.printText(System.out);
      }
      return done.get().stopped() ? ExitStatus.INTERRUPTED : ExitStatus.DONE;
    }
  }

  private static Optional<RetentionReport> run(RetentionRunner runner, CtrlC ctrlC) {
    TerminalLine line = new TerminalLine(System.err, Boolean.getBoolean("agent-storage.terminal"));
    try {
      return runner.runOnce(
          new RetentionListener() {
            @Override
            public void onChunk(ClassPlan plan, long rows) {
              line.show(
                  () ->
                      plan.name()
                          + ": "
                          + Numbers.grouped(rows)
                          + " of "
                          + Numbers.grouped(plan.rows()));
            }
          },
          ctrlC::wished);
    } finally {
      line.clear();
    }
  }
}
