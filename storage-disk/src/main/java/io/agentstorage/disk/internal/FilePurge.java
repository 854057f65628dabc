// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import io.agentstorage.core.retention.ClassPlan;
import io.agentstorage.core.retention.Purge;
import io.agentstorage.disk.MetricFile;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/** Deletes files. Used by one thread. */
public final class FilePurge implements Purge {
  private final List<MetricFile> files;
  private final ClassPlan plan;
  private int next;

  /**
   * A purge.
   *
   * @param files what goes, in this order
   * @param plan what is said of them
   */
  public FilePurge(List<MetricFile> files, ClassPlan plan) {
    this.files = List.copyOf(files);
    this.plan = plan;
  }

  @Override
  public ClassPlan plan() {
    return plan;
  }

  @Override
  public Deleted delete(int mostRows) {
    long gone = 0;
    long bytes = 0;
    int end = Math.min(files.size(), next + mostRows);
    for (; next < end; next++) {
      MetricFile file = files.get(next);
      try {
        if (Files.deleteIfExists(file.path())) { // else somebody else took it away
          gone++;
          bytes += file.bytes();
        }
      } catch (IOException e) {
        throw IoErrors.reading("delete", file.path(), e);
      }
    }
    return new Deleted(gone, bytes, next == files.size(), Duration.ZERO); // nobody waits for it
  }
}
