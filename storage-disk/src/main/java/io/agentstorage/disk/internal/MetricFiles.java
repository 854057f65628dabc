// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.disk.ContentKind;
import io.agentstorage.disk.MetricFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lists complete metric files, and moves them. */
public final class MetricFiles {
  private MetricFiles() {}

  /**
   * The last part of a path.
   *
   * @param file the path
   * @return the name of the file
   */
  public static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /**
   * Checks the name of a stage.
   *
   * @param stage the name
   * @return the name
   * @throws IllegalArgumentException if it is hidden, or not the name of one folder
   */
  public static String requireStage(String stage) {
    if (stage.isEmpty()
        || stage.startsWith(".")
        || Path.of(stage).getNameCount() != 1
        || Path.of(stage).isAbsolute()) {
      throw new IllegalArgumentException(
          "a stage must be the name of one sub-folder, not hidden, such as uploaded; is \""
              + stage
              + "\"");
    }
    return stage;
  }

  /**
   * The files of a kind.
   *
   * @param folder where they are
   * @param kind what is in them
   * @return a new list, oldest first
   * @throws CannotOpenException if there is no such folder, or it may not be read
   */
  public static List<MetricFile> list(Path folder, ContentKind kind) {
    FolderWalk.require(folder);
    List<MetricFile> found = new ArrayList<>();
    try {
      for (Path file : FolderWalk.children(folder)) {
        FileName name = FileName.parse(name(file));
        if (name != null && name.kind() == kind) {
          add(found, file, name);
        }
      }
    } catch (IOException e) {
      throw IoErrors.reading("list", folder, e);
    }
    found.sort(
        Comparator.comparing(MetricFile::start)
            .thenComparing(MetricFile::stop)
            .thenComparing(file -> name(file.path())));
    return List.copyOf(found);
  }

  private static void add(List<MetricFile> found, Path file, FileName name) throws IOException {
    try {
      found.add(describe(file, name, Files.size(file)));
    } catch (NoSuchFileException e) {
      // Somebody has moved it since it was listed.
    }
  }

  static MetricFile describe(Path file, FileName name, long bytes) {
    return new MetricFile(
        file,
        name.kind(),
        Instant.ofEpochMilli(name.start()),
        Instant.ofEpochMilli(name.stop()),
        bytes);
  }

  /**
   * Moves a file.
   *
   * @param file the file
   * @param folder where to; it is created if it is missing
   * @return where it is now
   * @throws CannotOpenException if there is no such file
   * @throws StorageException if there is another of this name, or the folder cannot be written
   */
  public static Path move(Path file, Path folder) {
    if (!Files.isRegularFile(file)) {
      throw new CannotOpenException(
          "move " + file + ": there is no such file; look whether it was moved already");
    }
    Path target = folder.resolve(name(file));
    try {
      Durable.createFolder(folder);
      Durable.move(file, target);
      return target;
    } catch (FileAlreadyExistsException e) {
      throw new StorageException(
          "move "
              + file
              + ": there is a file of this name in "
              + folder
              + "; compare both, remove one",
          e);
    } catch (NoSuchFileException e) {
      throw IoErrors.reading("move", file, e);
    } catch (IOException e) {
      throw IoErrors.writing("move " + file + " to", target, e, 0);
    }
  }
}
