// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.cli.internal.metrics.MetricsArchiveCommand;
import io.agentstorage.cli.internal.metrics.MetricsExportCommand;
import io.agentstorage.cli.internal.metrics.MetricsLoadCommand;
import io.agentstorage.cli.internal.metrics.MetricsQueryCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Metric samples; the commands below it do the work. */
@Command(
    name = "metrics",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      MetricsLoadCommand.class,
      MetricsQueryCommand.class,
      MetricsExportCommand.class,
      MetricsArchiveCommand.class,
      HelpCommand.class
    },
    header = "Loads, asks for, exports and archives metric samples.",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  curl -s localhost:9100/metrics | agent-storage metrics load --label node=n1 -",
      "  agent-storage metrics query node_load1 --latest",
      "  agent-storage metrics export --format parquet --into day.parquet --from 2026-02-03",
      "",
      "  'agent-storage metrics help COMMAND' tells more of each."
    })
final class MetricsCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
