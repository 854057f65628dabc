// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.sqlite.SqliteOptions;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** What is checked and done about the file before SQLite sees it. */
public final class DatabaseFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private DatabaseFile() {}

  /**
   * Makes sure that the file is there and where it may be. SQLite gives its side files the permissions of the file.
   *
   * @param file the database file
   * @param options whether it may be created
   * @throws CannotOpenException if it is missing, or no plain file, or on a network filesystem
   */
  public static void prepare(Path file, SqliteOptions options) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new CannotOpenException(
          "open " + file + ": its folder does not exist; create it, or name another file");
    }
    for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
      requirePlain(file, file.resolveSibling(file.getFileName() + suffix));
    }
    try {
      boolean exists = Files.exists(file);
      // The file's own where there is one: it may be a link to elsewhere.
      NetworkFilesystems.refuse(file.toString(), Files.getFileStore(exists ? file : folder).type());
      if (exists) {
        return;
      }
      if (!options.createIfMissing()) {
        throw new CannotOpenException(
            "open " + file + ": there is no such file; name one that exists, or create it first");
      }
      create(file);
    } catch (IOException e) {
      throw new CannotOpenException(
          "open " + file + ": " + e + "; look at the permissions of its folder",
          FailedStatement.NONE,
          e);
    }
  }

  /** SQLite would wait for ever for somebody to write into a named pipe. */
  private static void requirePlain(Path file, Path part) {
    String which = part.equals(file) ? "it" : part.toString();
    if (Files.isDirectory(part)) {
      throw new CannotOpenException("open " + file + ": " + which + " is a folder; name a file");
    }
    if (Files.exists(part) && !Files.isRegularFile(part)) {
      throw new CannotOpenException(
          "open " + file + ": " + which + " is a pipe or a device; name a plain file");
    }
  }

  static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static void create(Path file) throws IOException {
    try {
      Files.createFile(file, ownerOnly(file));
    } catch (FileAlreadyExistsException e) {
      // Another process was faster; it created the same thing.
    }
  }
}
