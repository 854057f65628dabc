// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.core.error.ReadOnlyException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.error.StorageFullException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The one place where failures of files become exceptions of this project. Java gives no code with most of them, and the
 * text is the operating system's, in any language: so the disk itself is looked at first.
 */
final class IoErrors {
  /** What is written in one go, and a little that a filesystem needs for itself. */
  private static final long FULL_BYTES = 128 * 1024;

  private IoErrors() {}

  /** A failure to write; to be asked before the half-made file is deleted, which makes room again. */
  static StorageException writing(Path file, IOException e) {
    String prefix = "write " + file + ": ";
    Path folder = file.getParent();
    if (e instanceof ClosedByInterruptException) {
      return interrupted(prefix, e);
    }
    if (e instanceof FileAlreadyExistsException) {
      return new StorageException(
          prefix + "there is a file of this name; move it away or choose another name", e);
    }
    if (folder == null || !Files.isDirectory(folder)) {
      return new CannotOpenException(
          prefix + "its folder is not there; create it or mount its disk again",
          FailedStatement.NONE,
          e);
    }
    if (isFull(folder, e)) {
      return new StorageFullException(
          prefix
              + "no room is left on its filesystem, or the file got larger than is allowed; make"
              + " room, then write it again",
          FailedStatement.NONE,
          e);
    }
    if (e instanceof AccessDeniedException || !Files.isWritable(folder)) {
      return new ReadOnlyException(
          prefix
              + "its folder may not be written; look at the permissions and at how its disk is"
              + " mounted",
          FailedStatement.NONE,
          e);
    }
    return new StorageException(
        prefix + reason(e) + "; look at the disk and at the system's log, then write it again", e);
  }

  /** A failure to read. */
  static StorageException reading(Path file, IOException e) {
    String prefix = "read " + file + ": ";
    if (e instanceof ClosedByInterruptException) {
      return interrupted(prefix, e);
    }
    if (e instanceof NoSuchFileException || !Files.exists(file)) {
      return new CannotOpenException(
          prefix + "there is no such file; look whether it was moved", FailedStatement.NONE, e);
    }
    if (e instanceof AccessDeniedException || !Files.isReadable(file)) {
      return new CannotOpenException(
          prefix + "it may not be read; look at its permissions", FailedStatement.NONE, e);
    }
    return new StorageException(
        prefix + reason(e) + "; look at the disk and at the system's log, then try again", e);
  }

  private static CancelledException interrupted(String prefix, IOException e) {
    return new CancelledException(
        prefix + "the thread was interrupted; try again if that was not meant",
        FailedStatement.NONE,
        e);
  }

  private static boolean isFull(Path folder, IOException e) {
    String text = reason(e);
    if (text.contains("No space left")
        || text.contains("quota exceeded")
        || text.contains("File too large")) {
      return true;
    }
    try {
      return Files.getFileStore(folder).getUsableSpace() < FULL_BYTES;
    } catch (IOException unknown) {
      e.addSuppressed(unknown);
      return false;
    }
  }

  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
