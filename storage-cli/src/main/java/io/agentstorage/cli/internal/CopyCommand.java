// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.cli.internal.copy.CopyReport;
import io.agentstorage.cli.internal.load.CtrlC;
import io.agentstorage.cli.internal.output.ReportFormat;
import io.agentstorage.cli.internal.output.TerminalLine;
import io.agentstorage.core.Database;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.error.TargetConflictException;
import io.agentstorage.core.store.ClusterCopyOptions;
import io.agentstorage.core.store.ClusterCopyProgress;
import io.agentstorage.core.store.ClusterCopyReport;
import io.agentstorage.repo.ClusterCopy;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Copies a cluster. */
@Command(
    name = "copy",
    mixinStandardHelpOptions = true,
    header = "Makes one database what another is: resources, history, metric samples, state.",
    description = {
      "Only what differs is written, and what the source does not have is deleted from the target."
          + " In the end both are read again and compared.",
      "The source may be in use; nobody may write to the target meanwhile. At any moment Ctrl-C, or"
          + " even kill -9, leaves a target that the same command completes.",
      "A LOCATION is " + Location.HELP + "."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage copy --from agent.db --to copy.db",
      "  agent-storage copy --from agent.db --to postgresql://agent@db.example:5432/fleet --cluster"
          + " prod-eu",
      "  agent-storage copy --from agent.db --to copy.db -o json | jq .written"
    })
final class CopyCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "LOCATION",
      description = "What to copy; it must exist, and is only read.")
  String from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "LOCATION",
      description = "Where to; created if it is missing.")
  String to;

  @Option(names = "--cluster", paramLabel = "NAME", description = Location.CLUSTER_HELP)
  @Nullable String cluster;

  @Mixin ReportOption report;

  @Override
  public Integer call() throws IOException {
    Location source = location("--from", from, to);
    Location target = location("--to", to, from);
    if (source.isSameAs(target)) {
      throw new ParameterException(
          spec.commandLine(), "--from and --to are the same; name another target");
    }
    try (CtrlC ctrlC = new CtrlC(System.in)) {
      ClusterCopyReport copied = copy(source, target, ctrlC);
      CopyReport printed = new CopyReport(copied);
      if (report.format == ReportFormat.json) {
        printed.printJson(System.out);
      } else {
        printed.printText(System.out);
      }
      if (copied.cancelled()) {
        System.err.println("agent-storage: the copy was stopped; running it again goes on");
        System.out.flush(); // the JVM ends as soon as this has returned
        return ExitStatus.INTERRUPTED;
      }
      return ExitStatus.DONE;
    }
  }

  private Location location(String option, String text, String other) {
    try {
      return Location.oneOf(text, other, cluster);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
    }
  }

  private static ClusterCopyReport copy(Location source, Location target, CtrlC ctrlC) {
    AtomicLong written = new AtomicLong();
    TerminalLine line = new TerminalLine(System.err, Boolean.getBoolean("agent-storage.terminal"));
    // The source first: where it cannot be read no target is made.
    try (Database from = source.openForReading();
        Database to = target.openForWriting()) {
      return new ClusterCopy(from, to)
          .run(
              ClusterCopyOptions.defaults()
                  .cancelWhen(ctrlC::wished)
                  .onProgress(
                      progress -> {
                        written.set(progress.written());
                        line.show(() -> text(progress));
                      }));
    } catch (StorageException e) {
      line.clear();
      if (!(e instanceof TargetConflictException)) {
        System.err.println(
            "agent-storage: the copy failed; "
                + Numbers.grouped(written.get())
                + " rows were written before, and running it again goes on");
      }
      throw e;
    } finally {
      line.clear();
    }
  }

  private static String text(ClusterCopyProgress progress) {
    return progress.step().name().toLowerCase(Locale.ROOT)
        + " "
        + progress.table()
        + ": "
        + Numbers.grouped(progress.rows())
        + " rows, "
        + Numbers.grouped(progress.written())
        + " written in all";
  }
}
