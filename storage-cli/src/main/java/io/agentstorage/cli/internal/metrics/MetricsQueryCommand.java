// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.metrics;

import io.agentstorage.cli.internal.DatabaseOption;
import io.agentstorage.cli.internal.ExitStatus;
import io.agentstorage.cli.internal.LimitOption;
import io.agentstorage.cli.internal.output.SampleFormat;
import io.agentstorage.cli.internal.output.SampleOutput;
import io.agentstorage.core.Database;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.store.MetricQuery;
import io.agentstorage.core.store.MetricStore;
import io.agentstorage.repo.MetricRepository;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints metric samples. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    header = "Prints metric samples, series by series, each by time.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage metrics query node_load1 --since 1h",
      "  agent-storage metrics query container_memory_rss -l 'namespace=web,pod in (a,b)' --latest",
      "  agent-storage metrics query --label id=/kubepods/burstable -o csv"
    })
public final class MetricsQueryCommand implements Callable<Integer> {
  @Mixin DatabaseOption database;
  @Mixin QueryOptions which;
  @Mixin LimitOption limit;

  @Option(names = "--latest", description = "Only the last sample of each series.")
  boolean latest;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  SampleFormat format;

  /** A command that is not parsed yet. */
  public MetricsQueryCommand() {}

  @Override
  public Integer call() throws IOException {
    long most = limit.rows();
    MetricQuery query = which.query();
    PrintStream out = System.out; // the output leaves it open
    try (Database db = database.openForReading();
        SampleOutput output = format.open(out)) {
      MetricStore store = new MetricRepository(db);
      Stream<MetricSample> found = latest ? store.latest(query) : store.stream(query);
      for (Iterator<MetricSample> samples = found.limit(most).iterator(); samples.hasNext(); ) {
        output.write(samples.next());
      }
    }
    return ExitStatus.DONE;
  }
}
