// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import io.agentstorage.benchmarks.DatabaseFiles;
import io.agentstorage.core.Database;
import io.agentstorage.sqlite.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Clusters in files of SQLite, each in one of its own, deleted in the end. One of them is asked. */
final class SqliteFleet extends LibraryFleet {
  private final Path folder;
  private final Set<Path> files = new TreeSet<>();

  SqliteFleet(Path folder) {
    this.folder = folder;
  }

  @Override
  public String title() {
    return "this library, SQLite, a file a cluster";
  }

  @Override
  Database open(FleetCluster cluster) {
    Path file = folder.resolve(cluster.name() + ".db");
    files.add(file);
    return SqliteDatabase.open(file);
  }

  @Override
  public FleetCluster turn(FleetCluster cluster, FleetCluster first) {
    return first;
  }

  @Override
  public List<FleetCount> counts() {
    return List.of();
  }

  @Override
  public void settle() {}

  @Override
  public long bytes() throws IOException {
    long bytes = 0;
    for (Path file : files) {
      bytes += DatabaseFiles.bytes(file);
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    for (Path file : files) {
      DatabaseFiles.delete(file);
    }
  }
}
