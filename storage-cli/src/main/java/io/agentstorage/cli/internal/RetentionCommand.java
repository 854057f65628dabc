// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is kept for how long; the commands below it do the work. */
@Command(
    name = "retention",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RetentionPlanCommand.class, RetentionRunCommand.class, HelpCommand.class},
    header = "Deletes what is old, in small steps; what was not sent stays.",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage retention plan",
      "  agent-storage retention run --keep history=30d --budget 2GiB",
      "",
      "  'agent-storage retention help COMMAND' tells more of each."
    })
final class RetentionCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
