// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import io.agentstorage.core.error.CancelledException;
import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.core.error.ReadOnlyException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.error.StorageFullException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The one place where failures of files become exceptions of this project. Java gives no code with most of them, and the
 * text is the operating system's, in any language: so the disk itself is looked at, and the text only where that tells
 * nothing.
 */
public final class IoErrors {
  /** A filesystem is full a little before its last byte: it needs some for itself. */
  private static final long FULL_BYTES = 64 * 1024;

  private IoErrors() {}

  /**
   * A failure to write.
   *
   * @param operation what was done, to be followed by the file
   * @param file the file, an absolute path
   * @param e what was thrown
   * @param needed how many bytes were to be written
   * @return the exception to throw
   */
  public static StorageException writing(String operation, Path file, IOException e, long needed) {
    String prefix = operation + " " + file + ": ";
    if (isInterrupt(e)) {
      return interrupted(prefix, e);
    }
    Path folder = existingFolderOf(file);
    if (isFull(folder, e, needed)) {
      return new StorageFullException(
          prefix + "no room is left on its filesystem; make room, and it is tried again",
          FailedStatement.NONE,
          e);
    }
    if (!Files.isWritable(folder) || (Files.exists(file) && !Files.isWritable(file))) {
      return new ReadOnlyException(
          prefix + "it may not be written; look at the permissions and at how its disk is mounted",
          FailedStatement.NONE,
          e);
    }
    if (!folder.equals(file.getParent())) {
      return new CannotOpenException(
          prefix + "its folder is not there; create it or mount its disk again",
          FailedStatement.NONE,
          e);
    }
    if (e instanceof AccessDeniedException) {
      return new ReadOnlyException(
          prefix + "the operating system refuses it; look at the permissions of both folders",
          FailedStatement.NONE,
          e);
    }
    return new StorageException(
        prefix + reason(e) + "; look at the disk and at the system's log, then try again", e);
  }

  /**
   * A failure to read.
   *
   * @param operation what was done, to be followed by the file
   * @param file the file
   * @param e what was thrown
   * @return the exception to throw
   */
  public static StorageException reading(String operation, Path file, IOException e) {
    String prefix = operation + " " + file + ": ";
    if (isInterrupt(e)) {
      return interrupted(prefix, e);
    }
    if (e instanceof NoSuchFileException || !Files.exists(file)) {
      return new CannotOpenException(
          prefix + "there is no such file; look whether it was moved to another stage",
          FailedStatement.NONE,
          e);
    }
    if (e instanceof AccessDeniedException || !Files.isReadable(file)) {
      return new CannotOpenException(
          prefix + "it may not be read; look at its permissions", FailedStatement.NONE, e);
    }
    return new StorageException(
        prefix + reason(e) + "; look at the disk and at the system's log, then try again", e);
  }

  static boolean isInterrupt(IOException e) {
    return e instanceof ClosedByInterruptException || e instanceof FileLockInterruptionException;
  }

  private static CancelledException interrupted(String prefix, IOException e) {
    return new CancelledException(
        prefix + "the thread was interrupted; try again if that was not meant",
        FailedStatement.NONE,
        e);
  }

  /** The folder of a file, or the nearest above it that is there. */
  private static Path existingFolderOf(Path file) {
    Path folder = file.getParent();
    while (folder != null && !Files.isDirectory(folder)) {
      folder = folder.getParent();
    }
    return folder == null ? file.getRoot() : folder;
  }

  private static boolean isFull(Path folder, IOException e, long needed) {
    String text = reason(e);
    if (text.contains("No space left") || text.contains("quota exceeded")) {
      return true;
    }
    try {
      return Files.getFileStore(folder).getUsableSpace() < needed + FULL_BYTES;
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
