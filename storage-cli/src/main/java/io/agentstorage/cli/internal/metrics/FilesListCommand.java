// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.metrics;

import io.agentstorage.cli.internal.ExitStatus;
import io.agentstorage.cli.internal.output.RowFormat;
import io.agentstorage.cli.internal.output.RowOutput;
import io.agentstorage.disk.ContentKind;
import io.agentstorage.disk.MetricFile;
import io.agentstorage.disk.MetricFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists metric files. */
@Command(
    name = "ls",
    mixinStandardHelpOptions = true,
    header = "Lists the metric files of a folder, oldest first.",
    description = "Files are those of a kind; a folder may be a stage, such as outgoing/uploaded.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage files ls outgoing",
      "  agent-storage files ls outgoing/uploaded -o json | jq '[.[].bytes] | add'"
    })
public final class FilesListCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FOLDER", description = "The folder.")
  Path folder;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  RowFormat format;

  /** A command that is not parsed yet. */
  public FilesListCommand() {}

  @Override
  public Integer call() throws IOException {
    MetricFolder files = MetricFolder.open(folder);
    PrintStream out = System.out; // the output leaves it open
    try (RowOutput rows = format.open(out, List.of("kind", "start", "stop", "bytes", "name"))) {
      for (ContentKind kind : ContentKind.values()) {
        for (MetricFile file : files.list(kind)) {
          rows.write(
              List.of(
                  kind.name().toLowerCase(Locale.ROOT),
                  file.start().toString(),
                  file.stop().toString(),
                  file.bytes(),
                  String.valueOf(file.path().getFileName())));
        }
      }
    }
    return ExitStatus.DONE;
  }
}
