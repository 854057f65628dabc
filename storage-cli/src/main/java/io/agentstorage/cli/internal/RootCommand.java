// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a subcommand, which only helps. */
@Command(
    name = "agent-storage",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    synopsisSubcommandLabel = "COMMAND",
    header =
        "Keeps the metadata of a Kubernetes cluster in one SQLite file, and answers questions about"
            + " it.",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:some of the input was rejected, or what get was asked for is not there",
      "2:the command line is wrong; nothing was done",
      "3:the database or a file failed",
      "130:stopped by Ctrl-C; what was stored before is good"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  kubectl get all -A -o json | agent-storage load -",
      "  agent-storage find --type deployment --namespace shop",
      "  agent-storage get deployment/shop/cart",
      "  agent-storage stats",
      "",
      "  'agent-storage help COMMAND' tells more of each. Tab completion for bash and zsh:",
      "  source <(agent-storage generate-completion)"
    },
    subcommands = {
      LoadCommand.class,
      FindCommand.class,
      GetCommand.class,
      StatsCommand.class,
      InfoCommand.class,
      GenerateCommand.class,
      AutoComplete.GenerateCompletion.class,
      HelpCommand.class
    })
public final class RootCommand implements Runnable {
  @Spec CommandSpec spec;

  /** A command that is not parsed yet. */
  public RootCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
