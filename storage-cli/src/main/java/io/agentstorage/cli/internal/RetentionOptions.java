// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.core.Database;
import io.agentstorage.core.retention.DiskBudget;
import io.agentstorage.core.retention.DiskSpace;
import io.agentstorage.core.retention.RetainedClass;
import io.agentstorage.core.retention.Retention;
import io.agentstorage.core.retention.RetentionPolicy;
import io.agentstorage.core.retention.SampleArchive;
import io.agentstorage.disk.MetricFolder;
import io.agentstorage.disk.RetainedFiles;
import io.agentstorage.repo.RetainedData;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what is kept. */
final class RetentionOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--keep",
      paramLabel = "CLASS=LIMITS",
      description = {
        "What is kept of a class: "
            + KeepArgument.FORMS
            + ". Defaults: tombstones=30d,"
            + " history=90d, samples=30d, resources=all, files=7d. May be given several times."
      })
  Map<String, String> keep = new LinkedHashMap<>();

  @Option(
      names = "--budget",
      paramLabel = "SIZE",
      description =
          "What file, log and metric files may take together, such as "
              + SizeArgument.FORMS
              + ". From 90 %% of it on more goes, down to 80 %%, in this order: files, tombstones,"
              + " history, samples, resources; never what was not sent.")
  @Nullable String budget;

  @Option(
      names = "--files",
      paramLabel = "FOLDER",
      description =
          "A folder of metric files that belongs to it: those in its stage uploaded are the class"
              + " files.")
  @Nullable Path files;

  @Option(
      names = "--keep-free",
      paramLabel = "SIZE",
      description =
          "How much room stays free within the file for what comes next (default: 64MiB); the rest"
              + " is given back to the disk.")
  @Nullable String keepFree;

  /** What would be let go of a database; samples go without being archived. */
  Retention retention(Database database, Clock clock) {
    return retention(database, RetainedData.of(database), clock);
  }

  /** What is let go of a database, samples into an archive before. */
  Retention retention(Database database, SampleArchive archive, Clock clock) {
    return retention(database, RetainedData.of(database, archive, clock), clock);
  }

  private Retention retention(Database database, List<RetainedClass> data, Clock clock) {
    List<RetainedClass> classes = new ArrayList<>();
    if (files != null) {
      classes.add(RetainedFiles.uploaded(MetricFolder.open(files)));
    }
    classes.addAll(data);
    RetentionPolicy policy = policy();
    try {
      return Retention.of(database, classes, policy, clock, folders());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--keep: " + e.getMessage(), e);
    }
  }

  /** Is asked before a database is opened, so that a wrong option opens none. */
  RetentionPolicy policy() {
    RetentionPolicy policy = RetentionPolicy.defaults();
    for (Map.Entry<String, String> one : keep.entrySet()) {
      policy = policy.with(one.getKey(), KeepArgument.parse(spec, one.getKey(), one.getValue()));
    }
    if (budget != null) {
      policy = policy.budget(DiskBudget.of(SizeArgument.parse(spec, "--budget", budget)));
    }
    if (keepFree != null) {
      policy = policy.keepFreeBytes(SizeArgument.parse(spec, "--keep-free", keepFree));
    }
    return policy;
  }

  DiskSpace space(Database database) {
    return DiskSpace.of(database, folders());
  }

  private Map<String, Path> folders() {
    return files == null ? Map.of() : Map.of("files", files);
  }
}
