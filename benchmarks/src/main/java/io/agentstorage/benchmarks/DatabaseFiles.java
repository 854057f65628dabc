// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A database and what lies beside it. */
public final class DatabaseFiles {
  private DatabaseFiles() {}

  /**
   * Deletes a database, where there is one.
   *
   * @param file its file
   * @throws IOException if it cannot
   */
  public static void delete(Path file) throws IOException {
    for (String suffix : List.of("", "-wal", "-shm", "-migration.lock")) {
      Files.deleteIfExists(beside(file, suffix));
    }
  }

  /**
   * The size of a database, its log included.
   *
   * @param file its file
   * @return the bytes
   * @throws IOException if they cannot be told
   */
  public static long bytes(Path file) throws IOException {
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
