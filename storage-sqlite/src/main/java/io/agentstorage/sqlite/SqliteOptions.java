// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How a database file is opened. Immutable: each method gives a changed copy.
 *
 * @param readOnly whether nothing may be written; the file must then exist and have the current schema
 * @param createIfMissing whether a missing file is created
 * @param readers how many reads run at once
 * @param synchronous when SQLite waits for the disk
 * @param busyTimeout how long to wait for the lock of another process
 * @param checkpointPages how many pages the write-ahead log may have before they are moved into the file
 * @param statementCacheSize how many prepared statements each connection keeps
 * @param maxBytes how large the file may become, without its write-ahead log; empty for as large as the disk allows
 */
public record SqliteOptions(
    boolean readOnly,
    boolean createIfMissing,
    int readers,
    Synchronous synchronous,
    Duration busyTimeout,
    int checkpointPages,
    int statementCacheSize,
    OptionalLong maxBytes) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public SqliteOptions {
    if (readers < 1 || readers > 64) {
      throw new IllegalArgumentException("readers must be 1 to 64, is " + readers);
    }
    if (busyTimeout.isNegative() || busyTimeout.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the busy timeout must be 0 to 24 days, is " + busyTimeout);
    }
    if (checkpointPages < 1) {
      throw new IllegalArgumentException(
          "checkpoint pages must be at least 1, is " + checkpointPages);
    }
    if (statementCacheSize < 1) {
      throw new IllegalArgumentException(
          "the statement cache must have room for at least 1, has " + statementCacheSize);
    }
    if (maxBytes.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "a file must be allowed at least 1 byte, is allowed " + maxBytes.getAsLong());
    }
  }

  /**
   * Read and write, created if missing, 4 readers, {@link Synchronous#FULL}, 5 s of busy timeout, a write-ahead log of
   * 4,096 pages (16 MiB), 128 statements, any size.
   *
   * @return the defaults
   */
  public static SqliteOptions defaults() {
    return new SqliteOptions(
        false, true, 4, Synchronous.FULL, Duration.ofSeconds(5), 4096, 128, OptionalLong.empty());
  }

  /**
   * For looking only: the file must exist, and nothing is created, migrated or written.
   *
   * @return the options
   */
  public static SqliteOptions forReading() {
    return new SqliteOptions(
        true, false, 4, Synchronous.FULL, Duration.ofSeconds(5), 4096, 128, OptionalLong.empty());
  }

  /**
   * Sets whether a missing file is created.
   *
   * @param create false to make a missing file an error
   * @return a changed copy
   */
  public SqliteOptions createIfMissing(boolean create) {
    return new SqliteOptions(
        readOnly,
        create,
        readers,
        synchronous,
        busyTimeout,
        checkpointPages,
        statementCacheSize,
        maxBytes);
  }

  /**
   * Sets how many reads run at once.
   *
   * @param count 1 to 64
   * @return a changed copy
   */
  public SqliteOptions readers(int count) {
    return new SqliteOptions(
        readOnly,
        createIfMissing,
        count,
        synchronous,
        busyTimeout,
        checkpointPages,
        statementCacheSize,
        maxBytes);
  }

  /**
   * Sets when SQLite waits for the disk.
   *
   * @param mode the mode
   * @return a changed copy
   */
  public SqliteOptions synchronous(Synchronous mode) {
    return new SqliteOptions(
        readOnly,
        createIfMissing,
        readers,
        mode,
        busyTimeout,
        checkpointPages,
        statementCacheSize,
        maxBytes);
  }

  /**
   * Sets how long to wait for the lock of another process.
   *
   * @param timeout from 0; milliseconds count
   * @return a changed copy
   */
  public SqliteOptions busyTimeout(Duration timeout) {
    return new SqliteOptions(
        readOnly,
        createIfMissing,
        readers,
        synchronous,
        timeout,
        checkpointPages,
        statementCacheSize,
        maxBytes);
  }

  /**
   * Sets how large the file may become. A write that needs more fails with {@link
   * io.agentstorage.core.error.StorageFullException}; reading goes on, and deleting, after which there is room again: what
   * becomes free in the file is used first. A file that is larger already does not grow. Each process sets it for itself.
   *
   * @param bytes at the most, from 1; whole pages of 4 KiB count
   * @return a changed copy
   */
  public SqliteOptions maxBytes(long bytes) {
    return new SqliteOptions(
        readOnly,
        createIfMissing,
        readers,
        synchronous,
        busyTimeout,
        checkpointPages,
        statementCacheSize,
        OptionalLong.of(bytes));
  }
}
