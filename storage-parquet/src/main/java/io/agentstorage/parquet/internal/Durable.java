// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Changes of files that are on the disk when they return. */
final class Durable {
  private Durable() {}

  static void syncFile(Path file) throws IOException {
    sync(file, StandardOpenOption.WRITE);
  }

  /**
   * Gives a complete file its name, and never takes that of another: a second name refuses what is there already, all in
   * one step, where a move would replace it.
   *
   * @throws FileAlreadyExistsException if there is a file of that name
   */
  static void publish(Path from, Path to) throws IOException {
    if (link(from, to)) {
      Files.delete(from);
    } else {
      if (Files.exists(to)) {
        throw new FileAlreadyExistsException(to.toString());
      }
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }
    Path folder = to.getParent();
    if (folder != null) {
      sync(folder, StandardOpenOption.READ);
    }
  }

  /** Whether there is a second name now; not every filesystem has such, and each says so in another way. */
  private static boolean link(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
      return true;
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** An interrupt of the thread closes a channel; whoever interrupts wants no half-made file, so it is done again. */
  private static void sync(Path path, OpenOption option) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try (FileChannel channel = FileChannel.open(path, option)) {
          channel.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
