// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import io.agentstorage.core.error.CannotOpenException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Walks a folder that others write into: what vanishes meanwhile is no error. */
public final class FolderWalk {
  private FolderWalk() {}

  /** Is given each file. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * A file.
     *
     * @param file where it is
     * @param bytes its size
     */
    void file(Path file, long bytes);
  }

  /**
   * Makes sure that a folder is there.
   *
   * @param folder the folder
   * @throws CannotOpenException if it is not
   */
  public static void require(Path folder) {
    if (!Files.isDirectory(folder)) {
      String reason =
          Files.exists(folder) ? "it is no folder; name one" : "there is no such folder; create it";
      throw new CannotOpenException("open " + folder + ": " + reason + ", or name another");
    }
  }

  /** What is in a folder, not below. */
  static List<Path> children(Path folder) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(children::add);
    } catch (DirectoryIteratorException e) {
      throw Objects.requireNonNull(e.getCause());
    }
    return children;
  }

  /**
   * Visits all plain files below a folder. Links are not followed.
   *
   * @param start the folder
   * @param visitor is given each file
   * @param journals whether files in folders of journals are visited too
   * @throws CannotOpenException if a folder may not be read
   */
  public static void files(Path start, Visitor visitor, boolean journals) {
    try {
      Files.walkFileTree(start, new Walk(start, visitor, journals));
    } catch (IOException e) {
      throw IoErrors.reading("walk", start, e);
    }
  }

  private static final class Walk extends SimpleFileVisitor<Path> {
    private final Path start;
    private final Visitor visitor;
    private final boolean journals;

    private Walk(Path start, Visitor visitor, boolean journals) {
      this.start = start;
      this.visitor = visitor;
      this.journals = journals;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      boolean hidden = !journals && folder.endsWith(JournalFolder.NAME);
      return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        visitor.file(file, attributes.size());
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException && !file.equals(start)) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }
}
