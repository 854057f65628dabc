// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.cli.internal.coverage.Coverage;
import io.agentstorage.cli.internal.coverage.CoverageReport;
import io.agentstorage.cli.internal.coverage.Grouping;
import io.agentstorage.core.Database;
import io.agentstorage.core.kubernetes.MetadataRules;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints which share of the resources carries a label. */
@Command(
    name = "coverage",
    mixinStandardHelpOptions = true,
    header = "Tells which share of the workloads and of all resources carries a label.",
    description = {
      "Workloads are what runs containers and is made by people: CronJob.batch, DaemonSet.apps,"
          + " Deployment.apps, Job.batch, ReplicationController, StatefulSet.apps.",
      "Namespaces, or types, are printed worst first: those with the smallest share of workloads"
          + " that carry the first label, of equal ones the largest, and last those without"
          + " workloads. Only all is printed as 100.0%%, and only none as 0.0%%.",
      "json has database, time, workloadTypes, workloads, resources and labels; and namespaces or"
          + " types, each with its namespace (empty for cluster-scoped resources) or type, and"
          + " again workloads, resources and labels. Each of labels has label, workloads,"
          + " workloadsPercent, resources and resourcesPercent; a percent is null where there is"
          + " nothing to carry the label.",
      "html is one page that needs nothing else and no script."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage coverage --labels team,env",
      "  agent-storage coverage --labels team --by namespace",
      "  agent-storage coverage --labels team,env --by namespace -o html > coverage.html",
      "  agent-storage coverage --labels team --by namespace -o json |",
      "    jq -r '.namespaces[] | select(.labels[0].workloads < .workloads) | .namespace'"
    })
final class CoverageCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin DatabaseOption database;

  @Option(
      names = "--labels",
      paramLabel = "KEY[,KEY...]",
      hideParamSyntax = true,
      required = true,
      split = ",",
      description = "The keys of the labels, with commas between them.")
  List<String> labels;

  @Option(
      names = "--by",
      paramLabel = "GROUP",
      description = "Also tell it for each of a group; one of ${COMPLETION-CANDIDATES}.")
  @Nullable Grouping by;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  CoverageReport.Format format;

  @Override
  public Integer call() throws IOException {
    List<String> keys = labels.stream().map(String::strip).distinct().toList();
    for (String key : keys) {
      String wrong = MetadataRules.labelKey(key);
      if (wrong != null) {
        throw new ParameterException(spec.commandLine(), "--labels: \"" + key + "\" " + wrong);
      }
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    try (Database db = database.openForReading()) {
      Coverage coverage = Coverage.of(db, keys, by);
      new CoverageReport(database.location().toString(), now, coverage).print(format, System.out);
    }
    return ExitStatus.DONE;
  }
}
