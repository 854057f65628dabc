// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.cli.internal.output.ReportFormat;
import io.agentstorage.cli.internal.retention.PlanReport;
import io.agentstorage.core.Database;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints what retention would let go. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    header = "Prints what would be deleted now; nothing is changed.",
    description =
        "Rows and files are counted. The bytes of files are measured, those of rows are estimated"
            + " (~) from what a row of its kind takes with its indexes.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage retention plan",
      "  agent-storage retention plan --keep history=30d --keep resources=100000rows,1GiB",
      "  agent-storage retention plan --budget 2GiB --files /var/lib/agent/metrics -o json"
    })
final class RetentionPlanCommand implements Callable<Integer> {
  @Mixin DatabaseOption database;
  @Mixin RetentionOptions options;
  @Mixin ReportOption report;

  @Override
  public Integer call() throws IOException {
    options.policy();
    try (Database db = database.openForReading()) {
      print(new PlanReport(options.retention(db, Clock.systemUTC()).plan()), report.format);
    }
    return ExitStatus.DONE;
  }

  static void print(PlanReport plan, ReportFormat format) throws IOException {
    if (format == ReportFormat.json) {
      plan.printJson(System.out);
    } else {
      plan.printText(System.out);
    }
  }
}
