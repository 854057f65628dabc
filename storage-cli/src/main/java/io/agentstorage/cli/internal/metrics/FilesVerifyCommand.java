// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.metrics;

import io.agentstorage.cli.internal.ExitStatus;
import io.agentstorage.cli.internal.output.RowFormat;
import io.agentstorage.cli.internal.output.RowOutput;
import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.CorruptException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks metric files. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    header = "Reads metric files to their end and says which are damaged.",
    description = {
      "A file that this program made has a checksum, which is compared. Exit status 1 if one is"
          + " damaged."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage files verify outgoing archive/",
      "  agent-storage files verify outgoing -o ndjson | jq 'select(.problem != null)'"
    })
public final class FilesVerifyCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and folders.")
  List<Path> paths;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  RowFormat format;

  /** A command that is not parsed yet. */
  public FilesVerifyCommand() {}

  @Override
  public Integer call() throws IOException {
    boolean damaged = false;
    PrintStream out = System.out; // the output leaves it open
    try (RowOutput rows = format.open(out, List.of("file", "rows", "problem"))) {
      for (Path file : InputPaths.files(paths, SampleInput::isOurs)) {
        long read = 0;
        String problem = "";
        try {
          read = SampleInput.verify(file);
        } catch (CorruptException | CannotOpenException e) {
          problem = String.valueOf(e.getMessage());
          damaged = true;
        }
        rows.write(List.of(file.toString(), read, problem.isEmpty() ? "-" : problem));
      }
    }
    return damaged ? ExitStatus.PARTLY : ExitStatus.DONE;
  }
}
