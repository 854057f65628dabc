// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.retention;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.spi.DatabaseSpace;
import io.agentstorage.core.spi.Dialect;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;

/** Measures what a store takes on the disk: its database and folders of files. Immutable and thread-safe. */
public final class DiskSpace {
  private final Database database;
  private final Map<String, Path> folders;

  private DiskSpace(Database database, Map<String, Path> folders) {
    this.database = database;
    this.folders = Map.copyOf(folders);
  }

  /**
   * A measure.
   *
   * @param database the database
   * @param folders folders that belong to the store, by a name for people; one that is not there has no bytes. A folder
   *     within another one counts twice
   * @return the measure
   */
  public static DiskSpace of(Database database, Map<String, Path> folders) {
    return new DiskSpace(database, folders);
  }

  /**
   * Measures now: a few numbers that the database keeps anyway, and a walk over the names of the files.
   *
   * @return what there is
   * @throws StorageException if the database fails, or a folder may not be read
   */
  public OwnSpace measure() {
    DatabaseSpace space = database.read(tx -> Dialect.of(tx.configuration()).space(tx));
    Map<String, Long> bytes = new TreeMap<>();
    folders.forEach((name, folder) -> bytes.put(name, bytes(folder)));
    return OwnSpace.of(space, bytes);
  }

  private static long bytes(Path folder) {
    Sum sum = new Sum();
    try {
      Files.walkFileTree(folder, sum);
    } catch (IOException e) {
      throw new StorageException(
          "measure "
              + folder
              + ": its files cannot be listed; let this process read the folder and those in it",
          e);
    }
    return sum.bytes;
  }

  /** What vanishes meanwhile counts nothing. */
  private static final class Sum extends SimpleFileVisitor<Path> {
    private long bytes;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes += attributes.isRegularFile() ? attributes.size() : 0;
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }
}
