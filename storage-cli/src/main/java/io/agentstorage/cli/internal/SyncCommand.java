// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.cli.internal.output.Printable;
import io.agentstorage.cli.internal.sync.GracefulStop;
import io.agentstorage.core.Database;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.error.UnavailableException;
import io.agentstorage.core.model.OutboxEntry;
import io.agentstorage.repo.OutboxSync;
import io.agentstorage.repo.OutboxSyncListener;
import io.agentstorage.repo.OutboxSyncReport;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Feeds a central database from the outbox of another. */
@Command(
    name = "sync",
    mixinStandardHelpOptions = true,
    header = "Sends what is pending in one database to another, and goes on doing so.",
    description = {
      "Resources keep their ids and times there, ended ones their history. Either side may be"
          + " stopped, killed or away at any moment: nothing is lost, and what comes twice changes"
          + " nothing. One sync at a time should feed a cluster.",
      "Prints a line for each pass in which something was sent. What the other side refuses is told"
          + " and stays pending, the rest goes on.",
      "Ctrl-C and SIGTERM end it after the batch that is under way; without --once the exit status"
          + " is then 0."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage sync --from agent.db --to postgresql://agent@db.example:5432/fleet --cluster"
          + " prod-eu",
      "  agent-storage sync --from agent.db --to central.db --once && agent-storage pending --db"
          + " agent.db"
    })
final class SyncCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "LOCATION",
      description = "The database with the outbox: " + Location.HELP + ". It must exist.")
  String from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "LOCATION",
      description = "The database that is fed: the same. What is missing of it is created.")
  String to;

  @Option(names = "--cluster", paramLabel = "NAME", description = Location.CLUSTER_HELP)
  @Nullable String cluster;

  @Option(names = "--once", description = "Send what is pending now, and end.")
  boolean once;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      defaultValue = "5s",
      description =
          "How long to wait when nothing is pending: "
              + DurationArgument.FORMS
              + " (default: ${DEFAULT-VALUE}).")
  String interval;

  @Override
  public Integer call() throws IOException {
    Duration idle = DurationArgument.parse(spec, "--interval", interval);
    Location source = location("--from", from, to);
    Location target = location("--to", to, from);
    if (source.isSameAs(target)) {
      throw new ParameterException(
          spec.commandLine(), "--to: this is the database of --from; name another one");
    }
    try (GracefulStop stop = new GracefulStop()) {
      try (Database agent = source.openExistingForWriting();
          Database centre = once ? target.openForWriting() : await(target, idle, stop)) {
        if (centre == null) {
          return ExitStatus.DONE;
        }
        OutboxSync sync = OutboxSync.between(agent, centre, Clock.systemUTC());
        if (once) {
          OutboxSyncReport report = sync.runOnce(stop::wished, new Messages());
          print(report);
          if (stop.wished()) {
            stop.keepStatus(); // there may be more
          }
          return report.refused() == 0 ? ExitStatus.DONE : ExitStatus.PARTLY;
        }
        stop.onWish(sync::wake);
        sync.run(idle, stop::wished, new Messages());
        return ExitStatus.DONE;
      } catch (RuntimeException e) {
        stop.keepStatus();
        throw e;
      }
    }
  }

  /** A server that is not there yet will be: who starts this need not wait for it. Null where it is to stop. */
  private static @Nullable Database await(Location target, Duration pause, GracefulStop stop) {
    Semaphore wished = new Semaphore(0);
    stop.onWish(wished::release);
    int failures = 0;
    while (!stop.wished()) {
      try {
        return target.openForWriting();
      } catch (UnavailableException e) {
        new Messages().onFailure(++failures, e, pause);
      }
      try {
        if (wished.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
          return null;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
    return null;
  }

  private Location location(String option, String text, String other) {
    try {
      return Location.oneOf(text, other, cluster);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
    }
  }

  private static void print(OutboxSyncReport report) {
    System.out.println(
        Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS)
            + "  resources "
            + Numbers.grouped(report.resources())
            + "  ends "
            + Numbers.grouped(report.ends())
            + "  pending "
            + Numbers.grouped(report.pending().resources() + report.pending().ends()));
    System.out.flush(); // who follows it wants to see it now
  }

  /** What a run says. */
  private static final class Messages implements OutboxSyncListener {
    @Override
    public void onSent(OutboxSyncReport report) {
      print(report);
    }

    @Override
    public void onRefused(OutboxEntry entry, StorageException reason) {
      System.err.println(
          "agent-storage: refused, stays pending: "
              + Printable.line(entry.resource().key().toString())
              + " revision "
              + entry.revision()
              + ": "
              + reason.getMessage());
    }

    @Override
    public void onFailure(int failures, StorageException failure, Duration pause) {
      System.err.println(
          String.format(
              Locale.ROOT,
              "agent-storage: %s; trying again in %.1f s",
              failure.getMessage(),
              pause.toMillis() / 1e3));
    }
  }
}
