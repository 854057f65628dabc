// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.metrics;

import io.agentstorage.cli.internal.DatabaseOption;
import io.agentstorage.cli.internal.ExitStatus;
import io.agentstorage.cli.internal.Numbers;
import io.agentstorage.cli.internal.TimeArgument;
import io.agentstorage.cli.internal.load.CtrlC;
import io.agentstorage.core.Database;
import io.agentstorage.core.retention.ClassReport;
import io.agentstorage.core.retention.DiskSpace;
import io.agentstorage.core.retention.RetainedClass;
import io.agentstorage.core.retention.Retention;
import io.agentstorage.core.retention.RetentionListener;
import io.agentstorage.core.retention.RetentionPolicy;
import io.agentstorage.core.retention.RetentionReport;
import io.agentstorage.core.retention.RetentionRule;
import io.agentstorage.parquet.ParquetSampleArchive;
import io.agentstorage.repo.RetainedData;
import io.agentstorage.repo.RetentionRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Moves old metric samples into Parquet files. */
@Command(
    name = "archive",
    mixinStandardHelpOptions = true,
    header =
        "Moves old metric samples into Parquet files, which are read back before anything is"
            + " deleted.",
    description = {
      "Whole periods of five minutes go, a file for each day or million samples. Stopped or killed"
          + " at any moment, each sample is in the database or in a file; run again, it goes on.",
      "Exit status 1 if another process is running retention on this cluster."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage metrics archive --before 7d --into archive",
      "  duckdb -c \"SELECT metric_name, count(*) FROM 'archive/*.parquet' GROUP BY 1\""
    })
public final class MetricsArchiveCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin DatabaseOption database;

  @Option(
      names = "--before",
      required = true,
      paramLabel = "TIME",
      description = "The first instant that stays: " + TimeArgument.FORMS + ".")
  String before;

  @Option(
      names = "--into",
      required = true,
      paramLabel = "FOLDER",
      description = "Where the files go; created if it is missing.")
  Path folder;

  /** A command that is not parsed yet. */
  public MetricsArchiveCommand() {}

  @Override
  public Integer call() throws IOException {
    Clock clock = Clock.systemUTC();
    Instant time =
        TimeArgument.parse(spec, "--before", before, ZonedDateTime.now(ZoneId.systemDefault()));
    Duration age = Duration.between(time, clock.instant());
    if (age.isNegative() || age.isZero()) {
      throw new ParameterException(spec.commandLine(), "--before must be in the past, is " + time);
    }
    Files.createDirectories(folder);
    try (Database db = database.openExistingForWriting();
        CtrlC ctrlC = new CtrlC(System.in)) {
      Optional<RetentionReport> done =
          runner(db, age, clock).runOnce(new RetentionListener() {}, ctrlC::wished);
      if (done.isEmpty()) {
        System.err.println(
            "agent-storage: another process is running retention on this cluster; nothing was"
                + " done");
        return ExitStatus.PARTLY;
      }
      long rows =
          done.get().classes().stream()
              .filter(one -> one.name().equals(RetainedData.SAMPLES))
              .mapToLong(ClassReport::rows)
              .sum();
      System.err.println(Numbers.grouped(rows) + " samples archived");
      return done.get().stopped() ? ExitStatus.INTERRUPTED : ExitStatus.DONE;
    }
  }

  /** Only samples, and the series that have none left. */
  private RetentionRunner runner(Database db, Duration age, Clock clock) {
    List<RetainedClass> classes =
        RetainedData.of(db, new ParquetSampleArchive(folder), clock).stream()
            .filter(
                one ->
                    one.name().equals(RetainedData.SAMPLES)
                        || one.name().equals(RetainedData.SERIES))
            .toList();
    RetentionPolicy policy =
        RetentionPolicy.defaults().with(RetainedData.SAMPLES, RetentionRule.keepAll().maxAge(age));
    return new RetentionRunner(
        db, Retention.of(db, classes, policy, clock), DiskSpace.of(db, Map.of()), clock);
  }
}
