// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Changes of files and folders that are on the disk when they return. */
final class Durable {
  private Durable() {}

  /** A name is on the disk when its folder is. */
  static void syncFolder(Path folder) throws IOException {
    sync(folder, StandardOpenOption.READ);
  }

  static void syncFile(Path file) throws IOException {
    sync(file, StandardOpenOption.WRITE);
  }

  /** Moves within a filesystem, and never over another file: the names here are given once, so looking first will do. */
  static void move(Path from, Path to) throws IOException {
    if (Files.exists(to)) {
      throw new FileAlreadyExistsException(from.toString(), to.toString(), "there is one already");
    }
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    Path source = from.getParent();
    Path target = to.getParent();
    if (target != null) {
      syncFolder(target);
    }
    if (source != null && !source.equals(target)) {
      syncFolder(source);
    }
  }

  /** Makes a folder and those above it that are missing. */
  static void createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      createFolder(parent);
    }
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
    if (parent != null) {
      syncFolder(parent);
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
