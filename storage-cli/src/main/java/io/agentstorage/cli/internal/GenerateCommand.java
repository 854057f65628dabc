// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.testkit.sample.LabelMix;
import io.agentstorage.testkit.sample.SampleCluster;
import io.agentstorage.testkit.sample.SampleWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes up a cluster. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    header = "Makes up a cluster of any size and prints its resources, for trying things out.",
    description = "The same seed and number always give the same resources.",
    footerHeading = "%nExamples:%n",
    footer = {"  agent-storage generate --resources 100000 | agent-storage load --db trial.db -"})
final class GenerateCommand implements Callable<Integer> {
  enum Format {
    ndjson,
    list
  }

  @Spec CommandSpec spec;

  @Option(
      names = "--resources",
      paramLabel = "COUNT",
      defaultValue = "3000",
      description = "How many (default: ${DEFAULT-VALUE}).")
  long resources;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Which cluster (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "ndjson",
      description =
          "One of ${COMPLETION-CANDIDATES}; list is one List, as kubectl prints (default:"
              + " ${DEFAULT-VALUE}).")
  Format format;

  @Option(
      names = "--distinct-labels",
      description = "Give each resource a label set of its own, instead of one per workload.")
  boolean distinctLabels;

  @Override
  public Integer call() throws IOException {
    if (resources < 0 || resources > SampleCluster.MAX_SIZE) {
      throw new ParameterException(
          spec.commandLine(),
          "--resources must be 0 to " + SampleCluster.MAX_SIZE + ", is " + resources);
    }
    SampleCluster cluster =
        new SampleCluster(seed, resources, distinctLabels ? LabelMix.DISTINCT : LabelMix.SHARED);
    OutputStream out = new BufferedOutputStream(System.out, 1 << 16);
    SampleWriter.write(
        cluster,
        format == Format.list ? SampleWriter.Format.LIST : SampleWriter.Format.NDJSON,
        out);
    out.flush();
    return ExitStatus.DONE;
  }
}
