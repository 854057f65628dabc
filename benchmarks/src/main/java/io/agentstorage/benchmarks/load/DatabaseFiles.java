// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A database and what lies beside it. */
final class DatabaseFiles {
  private DatabaseFiles() {}

  static void delete(Path file) throws IOException {
    for (String suffix : List.of("", "-wal", "-shm", "-migration.lock")) {
      Files.deleteIfExists(beside(file, suffix));
    }
  }

  static long bytes(Path file) throws IOException {
    long bytes = 0;
    for (String suffix : List.of("", "-wal")) {
      Path one = beside(file, suffix);
      bytes += Files.exists(one) ? Files.size(one) : 0;
    }
    return bytes;
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
