// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.cli.internal.metrics.FilesCatCommand;
import io.agentstorage.cli.internal.metrics.FilesListCommand;
import io.agentstorage.cli.internal.metrics.FilesToParquetCommand;
import io.agentstorage.cli.internal.metrics.FilesVerifyCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Metric files; the commands below it do the work. */
@Command(
    name = "files",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      FilesListCommand.class,
      FilesCatCommand.class,
      FilesVerifyCommand.class,
      FilesToParquetCommand.class,
      HelpCommand.class
    },
    header = "Lists, prints, checks and converts metric files.",
    description = "A metric file is .json.br or .parquet; it needs no database.",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage files ls outgoing",
      "  agent-storage files verify outgoing",
      "  agent-storage files cat outgoing/uploaded -o ndjson | head",
      "",
      "  'agent-storage files help COMMAND' tells more of each."
    })
final class FilesCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
