// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import io.agentstorage.core.retention.ClassPlan;
import io.agentstorage.core.retention.Purge;
import io.agentstorage.core.retention.PurgeRequest;
import io.agentstorage.core.retention.RetainedClass;
import io.agentstorage.core.retention.RetentionRule;
import io.agentstorage.disk.internal.FilePurge;
import io.agentstorage.disk.internal.MetricFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * Metric files of one stage of a folder, such as {@code uploaded}, that go when they are old. A file is as old as its last
 * row. The folder itself has what is still to be sent: it is no stage, and nothing in it goes. Immutable and thread-safe.
 */
public final class RetainedFiles implements RetainedClass {
  /** The name of the class that the usual budget lets go first. */
  public static final String FILES = "files";

  private static final RetentionRule WEEK = RetentionRule.keepAll().maxAge(Duration.ofDays(7));

  private final MetricFolder folder;
  private final String stage;
  private final String name;

  private RetainedFiles(MetricFolder folder, String stage, String name) {
    this.folder = folder;
    this.stage = stage;
    this.name = name;
  }

  /**
   * The files of the stage {@code uploaded}, as the class {@value #FILES}. They are kept for 7 days.
   *
   * @param folder the folder
   * @return the class
   */
  public static RetainedFiles uploaded(MetricFolder folder) {
    return of(folder, "uploaded", FILES);
  }

  /**
   * The files of a stage. They are kept for 7 days.
   *
   * @param folder the folder
   * @param stage the name of a sub-folder; it need not be there
   * @param name the name of the class
   * @return the class
   * @throws IllegalArgumentException if the stage is no plain name, as the folder itself has none
   */
  public static RetainedFiles of(MetricFolder folder, String stage, String name) {
    return new RetainedFiles(folder, MetricFiles.requireStage(stage), name);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public RetentionRule defaultRule() {
    return WEEK;
  }

  @Override
  public Purge select(PurgeRequest request) {
    List<MetricFile> files = oldestFirst();
    List<MetricFile> going = files.subList(0, count(files, request));
    long bytes = going.stream().mapToLong(MetricFile::bytes).sum();
    ClassPlan plan =
        new ClassPlan(
            name,
            going.size(),
            bytes,
            true,
            going.isEmpty() ? null : going.get(0).stop(),
            going.isEmpty() ? null : going.get(going.size() - 1).stop(),
            request.rule().cutoff(request.now()),
            why(request));
    return new FilePurge(going, plan);
  }

  private List<MetricFile> oldestFirst() {
    Path there = folder.path().resolve(stage);
    if (!Files.isDirectory(there)) {
      return List.of();
    }
    List<MetricFile> files = new ArrayList<>();
    for (ContentKind kind : ContentKind.values()) {
      files.addAll(folder.list(kind, stage));
    }
    files.sort(Comparator.comparing(MetricFile::stop).thenComparing(MetricFile::path));
    return files;
  }

  /** So many of the oldest that what is left fulfils each limit. */
  private static int count(List<MetricFile> files, PurgeRequest request) {
    RetentionRule rule = request.rule();
    Instant cutoff = rule.cutoff(request.now());
    long left = files.size();
    long leftBytes = files.stream().mapToLong(MetricFile::bytes).sum();
    long wanted = request.leastBytes();
    int going = 0;
    for (MetricFile file : files) {
      boolean old = cutoff != null && file.stop().isBefore(cutoff);
      boolean goes =
          old || over(left, rule.maxRows()) || over(leftBytes, rule.maxBytes()) || wanted > 0;
      if (!goes) {
        return going;
      }
      left--;
      leftBytes -= file.bytes();
      wanted -= file.bytes();
      going++;
    }
    return going;
  }

  private static boolean over(long there, OptionalLong most) {
    return most.isPresent() && there > most.getAsLong();
  }

  private static String why(PurgeRequest request) {
    List<String> reasons = new ArrayList<>();
    RetentionRule rule = request.rule();
    if (rule.maxAge() != null) {
      reasons.add("older than " + rule.maxAge());
    }
    rule.maxRows().ifPresent(files -> reasons.add("more than " + files + " files"));
    rule.maxBytes().ifPresent(bytes -> reasons.add("more than " + bytes + " bytes"));
    if (request.leastBytes() > 0) {
      reasons.add("the disk budget");
    }
    return reasons.isEmpty() ? "all are kept" : String.join(", ", reasons);
  }
}
