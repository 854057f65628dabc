// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.Database;
import io.agentstorage.core.TableSize;
import io.agentstorage.sqlite.SqliteInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;

/** Reads what SQLite says of itself. */
public final class Inspection {
  private static final List<String> PRAGMAS =
      List.of(
          "application_id",
          "auto_vacuum",
          "cache_size",
          "cell_size_check",
          "encoding",
          "foreign_keys",
          "freelist_count",
          "journal_mode",
          "page_count",
          "page_size",
          "query_only",
          "synchronous",
          "temp_store",
          "trusted_schema",
          "wal_autocheckpoint");

  private final Database database;
  private final @Nullable Path file;
  private final Duration busyTimeout;

  /**
   * An inspection.
   *
   * @param database the database
   * @param file its file, or null
   * @param busyTimeout how long its connections wait for a lock
   */
  public Inspection(Database database, @Nullable Path file, Duration busyTimeout) {
    this.database = database;
    this.file = file;
    this.busyTimeout = busyTimeout;
  }

  /**
   * Reads versions, sizes and settings.
   *
   * @return the facts
   */
  public SqliteInfo info() {
    return database.read(this::info);
  }

  private SqliteInfo info(DSLContext tx) {
    Map<String, String> pragmas = new TreeMap<>();
    for (String pragma : PRAGMAS) {
      pragmas.put(pragma, text(tx, "PRAGMA " + pragma));
    }
    // The connections wait by themselves, so that SQLite's own setting is 0.
    pragmas.put("busy_timeout", String.valueOf(busyTimeout.toMillis()));
    List<String> versions = tx.fetch(SqliteStatements.HISTORY).getValues(0, String.class);
    return new SqliteInfo(
        file == null ? "in memory" : file.toString(),
        size(file),
        file == null ? 0 : size(file.resolveSibling(file.getFileName() + "-wal")),
        number(pragmas, "freelist_count") * number(pragmas, "page_size"),
        versions.get(versions.size() - 1),
        text(tx, SqliteStatements.SQLITE_VERSION),
        SQLiteJDBCLoader.getVersion(),
        pragmas);
  }

  /**
   * Reads the sizes of tables and indexes.
   *
   * @return the sizes, largest first
   */
  public List<TableSize> tableSizes() {
    return database.read(
        tx -> {
          List<TableSize> sizes = new ArrayList<>();
          for (Record row : tx.fetch(SqliteStatements.TABLE_SIZES)) {
            sizes.add(
                new TableSize(
                    row.get(0, String.class), row.get(1, Long.class), row.get(2, Long.class)));
          }
          return sizes;
        });
  }

  private static long number(Map<String, String> pragmas, String name) {
    return Long.parseLong(Objects.requireNonNull(pragmas.get(name)));
  }

  private static String text(DSLContext tx, String sql) {
    Record row = tx.fetchOne(sql);
    return row == null ? "" : String.valueOf(row.get(0));
  }

  private static long size(@Nullable Path file) {
    try {
      return file != null && Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("the size of " + file + " could not be read", e);
    }
  }
}
