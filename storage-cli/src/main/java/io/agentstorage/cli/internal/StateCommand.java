// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What components remember; the commands below it do the work. */
@Command(
    name = "state",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      StateGetCommand.class,
      StateSetCommand.class,
      StateListCommand.class,
      StateRemoveCommand.class,
      HelpCommand.class
    },
    header = "Prints, sets and removes what the components of an agent remember.",
    description =
        "Each entry has a component, a key and a value, which is any JSON, and a version that rises"
            + " with each change. 'sync' notes under outbox-sync what it has sent.",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage state ls",
      "  agent-storage state set prices eu '{\"cpuHour\":0.031}'",
      "  agent-storage state get prices eu",
      "",
      "  'agent-storage state help COMMAND' tells more of each."
    })
final class StateCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
