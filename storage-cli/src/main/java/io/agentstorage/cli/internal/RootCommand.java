// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
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
      "1:some of the input was rejected or refused, or what get was asked for is not there",
      "2:the command line is wrong; nothing was done",
      "3:the database or a file failed",
      "130:stopped by Ctrl-C; what was stored before is good"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  kubectl get all -A -o json | agent-storage load -",
      "  agent-storage find --type deployment --namespace shop",
      "  agent-storage get deployment/shop/cart",
      "  agent-storage find -l 'app in (web,api),!legacy' --as-of 2h",
      "  agent-storage history deployment/shop/cart",
      "  agent-storage stats",
      "  agent-storage coverage --labels team,env --by namespace",
      "  agent-storage sql 'SELECT namespace, count(*) FROM resource GROUP BY namespace'",
      "",
      "  'agent-storage help COMMAND' tells more of each. Tab completion for bash and zsh:",
      "  source <(agent-storage generate-completion)"
    })
public final class RootCommand implements Runnable {
  private static final Map<String, Class<?>> SUBCOMMANDS = subcommands();

  @Spec CommandSpec spec;

  /** A command that is not parsed yet. */
  public RootCommand() {}

  /**
   * The command line for some arguments. Each subcommand takes a hundredth of a second to describe, so where the first
   * argument names one, the others are left out: they are only needed to help.
   *
   * @param arguments what will be run
   * @return the command line
   */
  public static CommandLine commandLine(String... arguments) {
    CommandLine commandLine = new CommandLine(new RootCommand());
    Class<?> only = arguments.length == 0 ? null : SUBCOMMANDS.get(arguments[0]);
    if (only != null
        && only != HelpCommand.class
        && only != AutoComplete.GenerateCompletion.class) {
      commandLine.addSubcommand(only);
    } else {
      SUBCOMMANDS.values().forEach(commandLine::addSubcommand);
    }
    return commandLine;
  }

  private static Map<String, Class<?>> subcommands() {
    Map<String, Class<?>> subcommands = new LinkedHashMap<>();
    subcommands.put("load", LoadCommand.class);
    subcommands.put("find", FindCommand.class);
    subcommands.put("get", GetCommand.class);
    subcommands.put("history", HistoryCommand.class);
    subcommands.put("changes", ChangesCommand.class);
    subcommands.put("pending", PendingCommand.class);
    subcommands.put("sync", SyncCommand.class);
    subcommands.put("delete", DeleteCommand.class);
    subcommands.put("retention", RetentionCommand.class);
    subcommands.put("disk", DiskCommand.class);
    subcommands.put("state", StateCommand.class);
    subcommands.put("stats", StatsCommand.class);
    subcommands.put("coverage", CoverageCommand.class);
    subcommands.put("sql", SqlCommand.class);
    subcommands.put("info", InfoCommand.class);
    subcommands.put("metrics", MetricsCommand.class);
    subcommands.put("files", FilesCommand.class);
    subcommands.put("copy", CopyCommand.class);
    subcommands.put("generate", GenerateCommand.class);
    subcommands.put("generate-completion", AutoComplete.GenerateCompletion.class);
    subcommands.put("help", HelpCommand.class);
    return subcommands;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
