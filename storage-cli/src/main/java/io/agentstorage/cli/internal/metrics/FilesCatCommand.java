// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.metrics;

import io.agentstorage.cli.internal.ExitStatus;
import io.agentstorage.cli.internal.LimitOption;
import io.agentstorage.cli.internal.output.SampleFormat;
import io.agentstorage.cli.internal.output.SampleOutput;
import io.agentstorage.core.metric.MetricSample;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what is in metric files. */
@Command(
    name = "cat",
    mixinStandardHelpOptions = true,
    header = "Prints the samples in metric files.",
    description = "What comes before a damaged place is printed; then the exit status is 3.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage files cat outgoing --limit 10",
      "  agent-storage files cat day.parquet -o csv > day.csv"
    })
public final class FilesCatCommand implements Callable<Integer> {
  @Mixin LimitOption limit;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and folders.")
  List<Path> paths;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  SampleFormat format;

  /** A command that is not parsed yet. */
  public FilesCatCommand() {}

  @Override
  public Integer call() throws IOException {
    long left = limit.rows();
    List<Path> files = InputPaths.files(paths, SampleInput::isOurs);
    PrintStream out = System.out; // the output leaves it open
    try (SampleOutput output = format.open(out)) {
      for (Path file : files) {
        try (Stream<MetricSample> samples = SampleInput.ours(file)) {
          for (Iterator<MetricSample> all = samples.iterator(); left > 0 && all.hasNext(); left--) {
            output.write(all.next());
          }
        }
      }
    }
    return ExitStatus.DONE;
  }
}
