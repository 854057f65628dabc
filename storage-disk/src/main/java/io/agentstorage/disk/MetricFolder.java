// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.disk.internal.FolderWalk;
import io.agentstorage.disk.internal.IoErrors;
import io.agentstorage.disk.internal.MetricFiles;
import io.agentstorage.disk.internal.MetricRows;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A folder of metric files, for whoever sends, reads, moves or counts them: it needs no store, and no lock. Journals are
 * hidden from it. What is missing is an error, and nothing is created but a stage that a file is moved to. Immutable and
 * thread-safe.
 */
public final class MetricFolder {
  private final Path folder;

  private MetricFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens a folder that exists.
   *
   * @param folder the folder
   * @return it
   * @throws CannotOpenException if there is no such folder
   */
  public static MetricFolder open(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    FolderWalk.require(absolute);
    return new MetricFolder(absolute);
  }

  /**
   * Where it is.
   *
   * @return an absolute path
   */
  public Path path() {
    return folder;
  }

  /**
   * The complete files of a kind that are in the folder itself, oldest first.
   *
   * @param kind what is in them
   * @return a new list
   * @throws CannotOpenException if the folder is gone or may not be read
   */
  public List<MetricFile> list(ContentKind kind) {
    return MetricFiles.list(folder, kind);
  }

  /**
   * The complete files of a kind in a stage, oldest first.
   *
   * @param kind what is in them
   * @param stage the name of a sub-folder, such as {@code uploaded}
   * @return a new list
   * @throws CannotOpenException if there is no such sub-folder, or it may not be read
   * @throws IllegalArgumentException if it is no plain name
   */
  public List<MetricFile> list(ContentKind kind, String stage) {
    return MetricFiles.list(folder.resolve(MetricFiles.requireStage(stage)), kind);
  }

  /**
   * Finds files of any kind, in all sub-folders.
   *
   * @param namePart what the name contains; empty for any
   * @param extension what the name ends with, such as {@code .json.br}; empty for any
   * @return a new list, sorted by path
   * @throws CannotOpenException if the folder is gone or may not be read
   */
  public List<Path> find(String namePart, String extension) {
    List<Path> found = new ArrayList<>();
    walk(
        "",
        file -> {
          String name = MetricFiles.name(file);
          if (name.contains(namePart) && name.endsWith(extension)) {
            found.add(file);
          }
        });
    return found.stream().sorted().toList();
  }

  /**
   * Visits each file of a sub-folder and of those below it, in no particular order. Files that vanish meanwhile are left
   * out.
   *
   * @param subFolder the sub-folder, empty for all
   * @param visitor is given absolute paths
   * @throws CannotOpenException if there is no such sub-folder, or one may not be read
   * @throws IllegalArgumentException if the sub-folder is not inside the folder
   */
  public void walk(String subFolder, Consumer<Path> visitor) {
    Path start = inside(Path.of(subFolder));
    FolderWalk.require(start);
    FolderWalk.files(start, (file, bytes) -> visitor.accept(file), false);
  }

  /**
   * Reads a file, row by row: only one row is in memory. The stream must be closed, best in a try-with-resources. Fields
   * that nobody knows are passed over.
   *
   * <p>What is wrong in the file shows when that row is reached, as a {@link CorruptException} with the file and the row.
   * Where the name of the file has a checksum, it is compared when the last row was read.
   *
   * @param file the file; a relative path is one within the folder
   * @return a stream in the order of the file, to be closed; not for several threads
   * @throws CannotOpenException if there is no such file, or it may not be read
   */
  public Stream<MetricSample> read(Path file) {
    MetricRows rows = MetricRows.open(folder.resolve(file));
    return StreamSupport.stream(rows, false).onClose(rows::close);
  }

  /**
   * Reads a file to its end.
   *
   * @param file the file; a relative path is one within the folder
   * @return how many rows it has
   * @throws CannotOpenException if there is no such file, or it may not be read
   * @throws CorruptException if it is damaged, with the row where that shows
   */
  public long verify(Path file) {
    try (Stream<MetricSample> rows = read(file)) {
      return rows.mapToLong(row -> 1).sum(); // count() might not look at them
    }
  }

  /**
   * Moves a file to a stage, without ever taking the place of another.
   *
   * @param file the file; a relative path is one within the folder
   * @param stage the name of a sub-folder, such as {@code uploaded}, which is created if it is missing; empty for the
   *     folder itself
   * @return where the file is now; on the disk, too
   * @throws CannotOpenException if there is no such file
   * @throws StorageException if the stage has a file of this name, or cannot be written
   * @throws IllegalArgumentException if the file is not in the folder, or the stage is no plain name
   */
  public Path move(Path file, String stage) {
    Path target = stage.isEmpty() ? folder : folder.resolve(MetricFiles.requireStage(stage));
    return MetricFiles.move(inside(file), target);
  }

  /**
   * How much room the folder takes, and its filesystem has.
   *
   * @return the figures of this moment, without an allotment
   * @throws CannotOpenException if the folder is gone or may not be read
   */
  public DiskUsage usage() {
    return usage(OptionalLong.empty());
  }

  /**
   * How much room the folder takes of what it should have.
   *
   * @param allotment how many bytes the folder should have at most, from 1
   * @return the figures of this moment
   * @throws CannotOpenException if the folder is gone or may not be read
   * @throws IllegalArgumentException if the allotment is less than 1
   */
  public DiskUsage usage(long allotment) {
    if (allotment < 1) {
      throw new IllegalArgumentException("an allotment must be at least 1 byte, is " + allotment);
    }
    return usage(OptionalLong.of(allotment));
  }

  private DiskUsage usage(OptionalLong allotment) {
    FolderWalk.require(folder);
    long[] sum = new long[2];
    FolderWalk.files(
        folder,
        (file, bytes) -> {
          sum[0] += bytes;
          sum[1]++;
        },
        true);
    try {
      FileStore filesystem = Files.getFileStore(folder);
      long total = filesystem.getTotalSpace();
      return new DiskUsage(
          sum[0],
          sum[1],
          total,
          total - filesystem.getUnallocatedSpace(),
          filesystem.getUsableSpace(),
          allotment);
    } catch (IOException e) {
      throw IoErrors.reading("ask for the room of", folder, e);
    }
  }

  private Path inside(Path path) {
    Path whole = folder.resolve(path).normalize();
    if (!whole.startsWith(folder)) {
      throw new IllegalArgumentException(path + " is not in the folder " + folder);
    }
    return whole;
  }
}
