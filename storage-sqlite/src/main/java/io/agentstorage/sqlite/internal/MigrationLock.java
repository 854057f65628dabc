// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.FailedStatement;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one process at a time migrate a database; the migration engine has no lock of its own on SQLite. The lock is on a
 * file beside the database, {@code NAME-migration.lock}, which stays there: deleting it would let two processes each hold
 * a lock, one on the old file and one on a new one.
 */
final class MigrationLock implements AutoCloseable {
  /** The locks of a file belong to the process, so its threads need one more. */
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private final @Nullable FileChannel channel;

  private MigrationLock(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  @SuppressWarnings("LockNotBeforeTry") // close() unlocks
  static MigrationLock take(@Nullable Path database) {
    IN_THIS_PROCESS.lock();
    boolean taken = false;
    try {
      MigrationLock lock = new MigrationLock(database == null ? null : lockFile(database));
      taken = true;
      return lock;
    } finally {
      if (!taken) {
        IN_THIS_PROCESS.unlock();
      }
    }
  }

  private static FileChannel lockFile(Path database) {
    Path file = database.resolveSibling(database.getFileName() + "-migration.lock");
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              DatabaseFile.ownerOnly(file));
      channel.lock(); // until the channel is closed
      return channel;
    } catch (IOException e) {
      CannotOpenException failure =
          new CannotOpenException(
              "lock " + file + ": " + e + "; look at the permissions of its folder",
              FailedStatement.NONE,
              e);
      closeQuietly(channel, failure);
      throw failure;
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel, RuntimeException failure) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new CannotOpenException(
          "release the migration lock: " + e + "; look at the disk", FailedStatement.NONE, e);
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }
}
