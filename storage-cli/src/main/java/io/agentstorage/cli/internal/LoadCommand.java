// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.cli.internal.input.Manifests;
import io.agentstorage.cli.internal.load.CtrlC;
import io.agentstorage.cli.internal.load.LoadReport;
import io.agentstorage.cli.internal.load.LoadSource;
import io.agentstorage.cli.internal.load.ProgressLine;
import io.agentstorage.cli.internal.load.RejectLog;
import io.agentstorage.cli.internal.output.ReportFormat;
import io.agentstorage.core.Database;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadProgress;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.repo.ResourceRepository;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Loads manifests and dumps. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    header = "Loads resources from manifests and cluster dumps; what is stored already is updated.",
    description = {
      "Takes JSON, YAML with several documents, List and typed lists (PodList), one JSON object a"
          + " line, gzip of these, folders, and standard input.",
      "What is wrong is told, one line each, and passed over; everything else is stored. A resource"
          + " that comes twice in one load with different contents is kept as it came first.",
      "At any moment Ctrl-C, or even kill -9, leaves a good database; loading again completes it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  kubectl get all -A -o json | agent-storage load -",
      "  agent-storage load --db cluster.db --rejects rejects.ndjson dump.json.gz manifests/",
      "  agent-storage load -o json dump.json | tail -1 | jq .rejected"
    })
final class LoadCommand implements Callable<Integer> {
  @Mixin DatabaseOption database;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = "Write what was rejected to this file too, one JSON object a line.")
  @Nullable Path rejectsFile;

  @Option(
      names = "--allow-rejects",
      description = "End with exit status 0 even if something was rejected.")
  boolean allowRejects;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "The report, one of ${COMPLETION-CANDIDATES}; json is one object on the last line"
              + " (default: ${DEFAULT-VALUE}).")
  ReportFormat format;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, folders, and - for standard input.")
  List<String> paths;

  @Override
  public Integer call() throws IOException {
    try (CtrlC ctrlC = new CtrlC(System.in)) {
      LoadReport report = load(ctrlC);
      if (format == ReportFormat.json) {
        report.printJson(System.out);
      } else {
        report.printText(System.out);
      }
      if (report.interrupted()) {
        System.out.flush(); // the JVM ends as soon as this has returned
        return ExitStatus.INTERRUPTED;
      }
      return report.rejected() == 0 || allowRejects ? ExitStatus.DONE : ExitStatus.PARTLY;
    }
  }

  private LoadReport load(CtrlC ctrlC) throws IOException {
    long start = System.nanoTime();
    AtomicLong stored = new AtomicLong();
    PrintStream messages = System.err; // the log leaves it open
    // The rejects first: where they cannot be written no database is made.
    try (RejectLog rejects = new RejectLog(messages, rejectsFile);
        Database db = database.openForWriting();
        Manifests manifests = new Manifests(paths, System.in);
        LoadSource source = new LoadSource(manifests, rejects, ctrlC::wished)) {
      ProgressLine line =
          new ProgressLine(System.err, Boolean.getBoolean("agent-storage.terminal"), manifests);
      BulkLoadReport loaded =
          new ResourceRepository(db, Clock.systemUTC())
              .bulkLoad(
                  source,
                  BulkLoadOptions.<ResourceTags>defaults()
                      .cancelWhen(ctrlC::wished)
                      .onReject(source::reject)
                      .onProgress(progress -> advance(progress, source, line, stored)));
      line.clear();
      return new LoadReport(
          manifests.filesRead(),
          manifests.filesIgnored(),
          loaded.inserted(),
          loaded.updated(),
          loaded.unchanged(),
          rejects.byReason(),
          (System.nanoTime() - start) / 1e9,
          loaded.cancelled() || source.cut());
    } catch (RuntimeException | IOException e) {
      System.err.println(
          "agent-storage: the load failed; "
              + Numbers.grouped(stored.get())
              + " resources were stored before, and loading again completes it");
      throw e;
    }
  }

  private static void advance(
      BulkLoadProgress progress, LoadSource source, ProgressLine line, AtomicLong stored) {
    source.stored(progress.rows());
    stored.set(progress.rows() - progress.rejected());
    line.show(progress);
  }
}
