// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.metrics;

import io.agentstorage.cli.internal.DatabaseOption;
import io.agentstorage.cli.internal.ExitStatus;
import io.agentstorage.cli.internal.Numbers;
import io.agentstorage.cli.internal.output.SampleFormat;
import io.agentstorage.cli.internal.output.SampleOutput;
import io.agentstorage.core.Database;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.store.MetricQuery;
import io.agentstorage.disk.ContentKind;
import io.agentstorage.disk.MetricFileStore;
import io.agentstorage.parquet.ParquetMetricWriter;
import io.agentstorage.repo.MetricRepository;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes metric samples into files. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    header = "Writes metric samples into files; the database keeps them.",
    description = {
      "parquet is one file, csv one file or - for standard output, json.br a folder, into which"
          + " files of 100,000 rows go. A file that is there already is never overwritten."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage metrics export --format parquet --into day.parquet --from 2026-02-03 --to"
          + " 2026-02-04",
      "  agent-storage metrics export node_load1 --format csv --into - | head",
      "  agent-storage metrics export --format json.br --into outgoing"
    })
public final class MetricsExportCommand implements Callable<Integer> {
  private static final int ROWS_AT_ONCE = 5_000;
  private static final List<String> FORMATS = List.of("json.br", "parquet", "csv");

  @Spec CommandSpec spec;
  @Mixin DatabaseOption database;
  @Mixin QueryOptions which;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "json.br, parquet or csv.")
  String format;

  @Option(
      names = "--into",
      required = true,
      paramLabel = "PATH",
      description = "The file or, for json.br, the folder.")
  Path target;

  /** A command that is not parsed yet. */
  public MetricsExportCommand() {}

  @Override
  public Integer call() throws IOException {
    if (!FORMATS.contains(format)) {
      throw new ParameterException(
          spec.commandLine(), "--format must be json.br, parquet or csv, is \"" + format + "\"");
    }
    MetricQuery query = which.query();
    try (Database db = database.openForReading()) {
      Stream<MetricSample> samples = new MetricRepository(db).stream(query);
      long rows =
          switch (format) {
            case "parquet" -> parquet(samples);
            case "csv" -> csv(samples);
            default -> files(samples);
          };
      System.err.println(Numbers.grouped(rows) + " samples");
    }
    return ExitStatus.DONE;
  }

  private long parquet(Stream<MetricSample> samples) {
    try (ParquetMetricWriter writer = ParquetMetricWriter.create(target)) {
      writer.writeAll(samples);
      return writer.finish().rows();
    }
  }

  private long files(Stream<MetricSample> samples) {
    long rows = 0;
    try (MetricFileStore store = MetricFileStore.open(target, ContentKind.METRICS)) {
      List<MetricSample> some = new ArrayList<>(ROWS_AT_ONCE);
      for (Iterator<MetricSample> all = samples.iterator(); all.hasNext(); rows++) {
        some.add(all.next());
        if (some.size() == ROWS_AT_ONCE) {
          store.put(some);
          some.clear();
        }
      }
      if (!some.isEmpty()) {
        store.put(some);
      }
    }
    return rows;
  }

  private long csv(Stream<MetricSample> samples) throws IOException {
    if (target.toString().equals("-")) {
      return write(samples, System.out);
    }
    try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW);
        PrintStream print = new PrintStream(out, false, StandardCharsets.UTF_8)) {
      long rows = write(samples, print);
      if (print.checkError()) {
        throw new IOException("the file " + target + " could not be written; is the disk full?");
      }
      return rows;
    }
  }

  private static long write(Stream<MetricSample> samples, PrintStream out) throws IOException {
    long rows = 0;
    try (SampleOutput output = SampleFormat.csv.open(out)) {
      for (Iterator<MetricSample> all = samples.iterator(); all.hasNext(); rows++) {
        output.write(all.next());
      }
    }
    return rows;
  }
}
