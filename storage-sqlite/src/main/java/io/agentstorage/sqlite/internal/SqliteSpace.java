// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.spi.DatabaseSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.OptionalLong;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a file: how many there are, and the giving back of free ones, which SQLite does only when told to
 * (https://sqlite.org/pragma.html#pragma_incremental_vacuum). Immutable and thread-safe.
 */
public final class SqliteSpace {
  private final @Nullable Path file;
  private final OptionalLong mostBytes;

  /**
   * The room of a database.
   *
   * @param file its file, or null for one in memory
   * @param mostBytes how large it may become; empty for any size
   */
  public SqliteSpace(@Nullable Path file, OptionalLong mostBytes) {
    this.file = file;
    this.mostBytes = mostBytes;
  }

  DatabaseSpace measure(DSLContext tx) {
    long pageBytes = number(tx, SqliteStatements.PAGE_BYTES);
    return new DatabaseSpace(
        number(tx, SqliteStatements.PAGES) * pageBytes,
        size("-wal") + size("-shm"),
        OptionalLong.of(number(tx, SqliteStatements.FREE_PAGES) * pageBytes),
        mostBytes);
  }

  long giveBack(DSLContext tx, long keepFree, long most) {
    long pageBytes = number(tx, SqliteStatements.PAGE_BYTES);
    long free = number(tx, SqliteStatements.FREE_PAGES) - ceiling(keepFree, pageBytes);
    long pages = Math.min(free, Math.max(1, most / pageBytes));
    if (pages <= 0) {
      return 0;
    }
    long before = number(tx, SqliteStatements.PAGES);
    tx.connection(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            // Each page is a step of the statement. Only what goes through sqlite3_exec takes them
            // all.
            statement.executeUpdate(SqliteStatements.incrementalVacuum(pages));
            if (mostBytes.isPresent()) {
              // It was not below what the file had when the connection was opened.
              statement.execute(
                  SqliteStatements.mostPages(mostPages(mostBytes.getAsLong(), pageBytes)));
            }
          }
        });
    return (before - number(tx, SqliteStatements.PAGES)) * pageBytes;
  }

  /** How many pages a limit in bytes allows. */
  static long mostPages(long bytes, long pageBytes) {
    return Math.max(1, bytes / pageBytes);
  }

  private static long ceiling(long bytes, long pageBytes) {
    return bytes / pageBytes + (bytes % pageBytes == 0 ? 0 : 1);
  }

  private long size(String suffix) {
    try {
      return file == null ? 0 : Files.size(file.resolveSibling(file.getFileName() + suffix));
    } catch (NoSuchFileException e) {
      return 0; // the last connection that closes deletes it
    } catch (IOException e) {
      throw new UncheckedIOException("the size of " + file + suffix + " could not be read", e);
    }
  }

  private static long number(DSLContext tx, String sql) {
    return tx.fetchSingle(sql).get(0, Long.class);
  }
}
