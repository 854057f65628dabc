// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.metrics;

import com.fasterxml.jackson.core.JsonGenerator;
import io.agentstorage.cli.internal.DatabaseOption;
import io.agentstorage.cli.internal.ExitStatus;
import io.agentstorage.cli.internal.Numbers;
import io.agentstorage.cli.internal.TimeArgument;
import io.agentstorage.cli.internal.load.CtrlC;
import io.agentstorage.cli.internal.output.Json;
import io.agentstorage.cli.internal.output.ReportFormat;
import io.agentstorage.core.Database;
import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.ConflictPolicy;
import io.agentstorage.core.store.MetricStore;
import io.agentstorage.formats.MetricFormat;
import io.agentstorage.formats.MetricFormatException;
import io.agentstorage.formats.MetricInput;
import io.agentstorage.formats.MetricReadOptions;
import io.agentstorage.formats.MetricReject;
import io.agentstorage.repo.MetricRepository;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Loads metric samples. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    header = "Loads metric samples; what is stored already stays or is updated.",
    description = {
      "Takes Prometheus text and OpenMetrics, bodies of remote_write, JSON rows, all but the third"
          + " also with gzip, and the files that this program writes (.json.br, .parquet); folders"
          + " of these, and - for standard input.",
      "Each file is stored as a whole or not at all. One that is wrong is told and passed over;"
          + " then the exit status is 1."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  curl -s localhost:9100/metrics | agent-storage metrics load --label node=n1 -",
      "  agent-storage metrics load --at 2026-02-03T10:42:00Z scrapes/",
      "  agent-storage metrics load --db restored.db archive/*.parquet"
    })
public final class MetricsLoadCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  /** The names of the command line. */
  enum Format {
    prometheus(MetricFormat.PROMETHEUS_TEXT),
    openmetrics(MetricFormat.OPENMETRICS),
    remote_write(MetricFormat.REMOTE_WRITE),
    json(MetricFormat.JSON);

    private final MetricFormat format;

    Format(MetricFormat format) {
      this.format = format;
    }
  }

  @Spec CommandSpec spec;
  @Mixin DatabaseOption database;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "One of ${COMPLETION-CANDIDATES}; of files it is told by name and content, of standard"
              + " input it is prometheus if it is not given.")
  @Nullable Format format;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "The time of samples that have none, as scrapes have (default: now): "
              + TimeArgument.FORMS
              + ".")
  @Nullable String at;

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "A label of all samples, as a scraper adds it; may be repeated.")
  Map<String, String> labels = Map.of();

  @Option(
      names = "--cluster-name",
      paramLabel = "NAME",
      description = "The cluster of samples that name none.")
  @Nullable String clusterName;

  @Option(
      names = "--cloud-account",
      paramLabel = "ID",
      description = "The account at the cloud provider of samples that name none.")
  @Nullable String cloudAccount;

  @Option(
      names = "--keep-good",
      description = "Store what can be read of a file that is wrong somewhere; the rest is told.")
  boolean keepGood;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "The report, one of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  ReportFormat report;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, folders, and - for standard input.")
  List<Path> paths;

  private long files;
  private long refused;
  private long inserted;
  private long updated;
  private long unchanged;
  private long rejected;

  /** A command that is not parsed yet. */
  public MetricsLoadCommand() {}

  @Override
  public Integer call() throws IOException {
    MetricReadOptions options = options();
    try (CtrlC ctrlC = new CtrlC(System.in);
        Database db = database.openForWriting()) {
      MetricStore store = new MetricRepository(db);
      for (Path file : InputPaths.files(paths, path -> true)) {
        if (ctrlC.wished()) {
          break;
        }
        load(store, file, options, ctrlC);
      }
      print();
      if (ctrlC.wished()) {
        System.out.flush();
        return ExitStatus.INTERRUPTED;
      }
    }
    return refused + rejected == 0 ? ExitStatus.DONE : ExitStatus.PARTLY;
  }

  private MetricReadOptions options() {
    ZonedDateTime now = ZonedDateTime.now(ZoneId.systemDefault());
    Instant time = at == null ? now.toInstant() : TimeArgument.parse(spec, "--at", at, now);
    MetricReadOptions options =
        MetricReadOptions.scrapedAt(time).cluster(clusterName, cloudAccount);
    try {
      for (Map.Entry<String, String> label : labels.entrySet()) {
        options = options.extraLabel(label.getKey(), label.getValue());
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--label: " + e.getMessage(), e);
    }
    return keepGood ? options.rejects(this::tell) : options;
  }

  private void tell(MetricReject reject) {
    rejected++;
    System.err.println(reject.place() + ": " + reject.problem());
  }

  private void load(MetricStore store, Path file, MetricReadOptions options, CtrlC ctrlC)
      throws IOException {
    files++;
    try (Stream<MetricSample> samples = open(file, options)) {
      BulkLoadReport done =
          store
              .bulk()
              .load(
                  samples,
                  BulkLoadOptions.<MetricSample>defaults()
                      .allOrNothing()
                      .cancelWhen(ctrlC::wished)
                      .onConflict(ConflictPolicy.UPDATE));
      inserted += done.inserted();
      updated += done.updated();
      unchanged += done.unchanged();
    } catch (MetricFormatException
        | ConstraintViolationException
        | CorruptException
        | CannotOpenException e) {
      refused++;
      System.err.println("agent-storage: " + e.getMessage());
    }
  }

  private Stream<MetricSample> open(Path file, MetricReadOptions options) throws IOException {
    if (file.toString().equals(STANDARD_INPUT)) {
      return MetricInput.read(
          System.in,
          format == null ? MetricFormat.PROMETHEUS_TEXT : format.format,
          options.source("standard input"));
    }
    return format == null || SampleInput.isOurs(file)
        ? SampleInput.open(file, options)
        : MetricInput.read(
            new BufferedInputStream(Files.newInputStream(file)),
            format.format,
            options.source(file.toString()));
  }

  private void print() throws IOException {
    PrintStream out = System.out; // the generator leaves it open
    if (report == ReportFormat.text) {
      out.println("files      " + Numbers.grouped(files));
      out.println("refused    " + Numbers.grouped(refused));
      out.println("inserted   " + Numbers.grouped(inserted));
      out.println("updated    " + Numbers.grouped(updated));
      out.println("unchanged  " + Numbers.grouped(unchanged));
      out.println("rejected   " + Numbers.grouped(rejected));
      return;
    }
    try (JsonGenerator json = Json.lines(out)) {
      json.writeStartObject();
      json.writeNumberField("files", files);
      json.writeNumberField("refused", refused);
      json.writeNumberField("inserted", inserted);
      json.writeNumberField("updated", updated);
      json.writeNumberField("unchanged", unchanged);
      json.writeNumberField("rejected", rejected);
      json.writeEndObject();
    }
    out.println();
  }
}
