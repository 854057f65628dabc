// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** How a database file is opened. Immutable: each method that sets something gives a changed copy. */
public final class SqliteOptions {
  private static final long LEAST_CACHE = 64 * 1024L;
  private static final Duration LONGEST_TIMEOUT = Duration.ofMillis(Integer.MAX_VALUE);
  private static final long MOST_CACHE = 1L << 40;

  private boolean readOnly;
  private boolean createIfMissing = true;
  private int readers = 4;
  private Synchronous synchronous = Synchronous.FULL;
  private Duration busyTimeout = Duration.ofSeconds(5);
  private int checkpointPages = 4096;
  private int statementCacheSize = 128;
  private long writerCacheBytes = 32 * 1024 * 1024L;
  private OptionalLong maxBytes = OptionalLong.empty();

  private SqliteOptions() {}

  /**
   * Read and write, created if missing, 4 readers, {@link Synchronous#FULL}, 5 s of busy timeout, a write-ahead log of
   * 4,096 pages (16 MiB), 128 statements, 32 MiB of pages in the writer's memory, any size.
   *
   * @return the defaults
   */
  public static SqliteOptions defaults() {
    return new SqliteOptions();
  }

  /**
   * For looking only: the file must exist, and nothing is created, migrated or written.
   *
   * @return the options
   */
  public static SqliteOptions forReading() {
    return defaults()
        .with(
            copy -> {
              copy.readOnly = true;
              copy.createIfMissing = false;
            });
  }

  /**
   * Sets whether a missing file is created.
   *
   * @param create false to make a missing file an error
   * @return a changed copy
   */
  public SqliteOptions createIfMissing(boolean create) {
    return with(copy -> copy.createIfMissing = create);
  }

  /**
   * Sets how many reads run at once.
   *
   * @param count 1 to 64
   * @return a changed copy
   * @throws IllegalArgumentException if it is not
   */
  public SqliteOptions readers(int count) {
    if (count < 1 || count > 64) {
      throw new IllegalArgumentException("readers must be 1 to 64, is " + count);
    }
    return with(copy -> copy.readers = count);
  }

  /**
   * Sets when SQLite waits for the disk.
   *
   * @param mode the mode
   * @return a changed copy
   */
  public SqliteOptions synchronous(Synchronous mode) {
    Objects.requireNonNull(mode, "when SQLite waits for the disk");
    return with(copy -> copy.synchronous = mode);
  }

  /**
   * Sets how long to wait for the lock of another process.
   *
   * @param timeout from 0 to 24 days; milliseconds count
   * @return a changed copy
   * @throws IllegalArgumentException if it is not
   */
  public SqliteOptions busyTimeout(Duration timeout) {
    if (timeout.isNegative() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException("the busy timeout must be 0 to 24 days, is " + timeout);
    }
    return with(copy -> copy.busyTimeout = timeout);
  }

  /**
   * Sets how many pages the write-ahead log may have before they are moved into the file.
   *
   * @param pages at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is less
   */
  public SqliteOptions checkpointPages(int pages) {
    if (pages < 1) {
      throw new IllegalArgumentException("checkpoint pages must be at least 1, is " + pages);
    }
    return with(copy -> copy.checkpointPages = pages);
  }

  /**
   * Sets how many prepared statements each connection keeps.
   *
   * @param statements at least 1
   * @return a changed copy
   * @throws IllegalArgumentException if it is less
   */
  public SqliteOptions statementCacheSize(int statements) {
    if (statements < 1) {
      throw new IllegalArgumentException(
          "the statement cache must have room for at least 1, has " + statements);
    }
    return with(copy -> copy.statementCacheSize = statements);
  }

  /**
   * Sets how much of the file the writing connection keeps in memory, outside of the heap; it takes that only once it has
   * met as many pages. With less than the indexes that a large load or a large deletion changes, pages are written and
   * read again and again: a load of a million resources whose label sets are all distinct is a tenth faster with 256 MiB. As much is also sorted in one step, which a deadline cannot end.
   *
   * @param bytes 64 KiB to 1 TiB; whole KiB count
   * @return a changed copy
   * @throws IllegalArgumentException if it is not
   */
  public SqliteOptions writerCacheBytes(long bytes) {
    if (bytes < LEAST_CACHE || bytes > MOST_CACHE) {
      throw new IllegalArgumentException(
          "the writer's cache must be 64 KiB to 1 TiB, is " + bytes + " bytes");
    }
    return with(copy -> copy.writerCacheBytes = bytes);
  }

  /**
   * Sets how large the file may become. A write that needs more fails with {@link
   * io.agentstorage.core.error.StorageFullException}; reading goes on, and deleting, after which there is room again: what
   * becomes free in the file is used first. A file that is larger already does not grow. Each process sets it for itself.
   *
   * @param bytes at the most, from 1; whole pages of 4 KiB count
   * @return a changed copy
   * @throws IllegalArgumentException if it is less
   */
  public SqliteOptions maxBytes(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException(
          "a file must be allowed at least 1 byte, is allowed " + bytes);
    }
    return with(copy -> copy.maxBytes = OptionalLong.of(bytes));
  }

  /**
   * Whether nothing may be written; the file must then exist and have the current schema.
   *
   * @return false unless {@link #forReading}
   */
  public boolean readOnly() {
    return readOnly;
  }

  /**
   * Whether a missing file is created.
   *
   * @return true unless set, or {@link #forReading}
   */
  public boolean createIfMissing() {
    return createIfMissing;
  }

  /**
   * How many reads run at once.
   *
   * @return 4 unless set
   */
  public int readers() {
    return readers;
  }

  /**
   * When SQLite waits for the disk.
   *
   * @return {@link Synchronous#FULL} unless set
   */
  public Synchronous synchronous() {
    return synchronous;
  }

  /**
   * How long to wait for the lock of another process.
   *
   * @return 5 seconds unless set
   */
  public Duration busyTimeout() {
    return busyTimeout;
  }

  /**
   * How many pages the write-ahead log may have before they are moved into the file.
   *
   * @return 4,096 unless set
   */
  public int checkpointPages() {
    return checkpointPages;
  }

  /**
   * How many prepared statements each connection keeps.
   *
   * @return 128 unless set
   */
  public int statementCacheSize() {
    return statementCacheSize;
  }

  /**
   * How many bytes of the file the writing connection keeps in memory.
   *
   * @return 32 MiB unless set
   */
  public long writerCacheBytes() {
    return writerCacheBytes;
  }

  /**
   * How large the file may become, in bytes, without its write-ahead log.
   *
   * @return empty, which is as large as the disk allows, unless set
   */
  public OptionalLong maxBytes() {
    return maxBytes;
  }

  private SqliteOptions with(Consumer<SqliteOptions> change) {
    SqliteOptions copy = new SqliteOptions();
    copy.readOnly = readOnly;
    copy.createIfMissing = createIfMissing;
    copy.readers = readers;
    copy.synchronous = synchronous;
    copy.busyTimeout = busyTimeout;
    copy.checkpointPages = checkpointPages;
    copy.statementCacheSize = statementCacheSize;
    copy.writerCacheBytes = writerCacheBytes;
    copy.maxBytes = maxBytes;
    change.accept(copy);
    return copy;
  }
}
