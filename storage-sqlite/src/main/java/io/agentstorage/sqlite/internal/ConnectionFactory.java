// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.sqlite.SqliteOptions;
import io.agentstorage.sqlite.Synchronous;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * Opens connections to one database and sets their pragmas. Each is read back: SQLite ignores a pragma it does not
 * know, and the driver a URL parameter it does not know.
 */
public final class ConnectionFactory {
  private static final int PAGE_BYTES = 4096;

  private static final int AUTO_VACUUM_INCREMENTAL = 2;
  private static final int TEMP_STORE_FILE = 1;

  private final @Nullable Path file;
  private final SqliteOptions options;

  /**
   * A factory.
   *
   * @param file the database file, or null for a database in memory
   * @param options how it is opened
   */
  public ConnectionFactory(@Nullable Path file, SqliteOptions options) {
    this.file = file;
    this.options = options;
  }

  /**
   * Opens a connection that may write.
   *
   * @return the connection
   * @throws StorageException if the file cannot be opened or is no database
   */
  public Connection openWriter() {
    return open(false);
  }

  /**
   * Opens a connection that cannot write.
   *
   * @return the connection
   * @throws StorageException if the file cannot be opened or is no database
   */
  public Connection openReader() {
    return open(true);
  }

  /** Where the database is, for messages. */
  String place() {
    return file == null ? "the database in memory" : file.toString();
  }

  /**
   * Gives an empty database what can only be set before it has its first table.
   *
   * @param connection a writing connection to it
   */
  void prepareEmpty(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      set(statement, "page_size", PAGE_BYTES);
      set(statement, "auto_vacuum", AUTO_VACUUM_INCREMENTAL);
      set(statement, "application_id", SqliteStatements.APPLICATION_ID);
    } catch (SQLException e) {
      throw SqliteErrors.classify("prepare " + place(), null, e);
    }
  }

  /**
   * Switches to the write-ahead log; it stays switched on in the file.
   *
   * @param connection a writing connection
   */
  void useWriteAheadLog(Connection connection) {
    if (file == null) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      set(statement, "journal_mode", "wal");
    } catch (SQLException e) {
      throw SqliteErrors.classify("switch " + place() + " to the write-ahead log", null, e);
    }
  }

  private Connection open(boolean readOnly) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(readOnly);
    config.setGetGeneratedKeys(false);
    Properties properties = config.toProperties();
    Connection raw = null;
    try {
      // A URI, because in a plain name a question mark would begin the driver's own parameters.
      raw =
          JDBC.createConnection(
              "jdbc:sqlite:" + (file == null ? ":memory:" : file.toUri()), properties);
      configure(raw, readOnly);
      AnnotationFunction.register(raw);
      return new CachingConnection(raw, options.statementCacheSize(), Stopper.install(raw));
    } catch (SQLException | RuntimeException e) {
      StorageException failure = SqliteErrors.classify("open " + place(), null, e);
      closeAfter(raw, failure);
      throw failure;
    }
  }

  private static void closeAfter(@Nullable Connection connection, StorageException failure) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        failure.addSuppressed(e);
      }
    }
  }

  private void configure(Connection connection, boolean readOnly) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // Before anything that takes a lock.
      set(statement, "busy_timeout", Math.toIntExact(options.busyTimeout().toMillis()));
      set(statement, "foreign_keys", 1);
      set(statement, "trusted_schema", 0);
      set(statement, "cell_size_check", 1);
      // In memory a sort of any size is one step, which cannot be stopped; in a file it is many,
      // and
      // takes no more memory than the page cache.
      set(statement, "temp_store", TEMP_STORE_FILE);
      if (readOnly) {
        set(statement, "query_only", 1);
      } else {
        set(statement, "synchronous", options.synchronous() == Synchronous.FULL ? 2 : 1);
        set(statement, "wal_autocheckpoint", options.checkpointPages());
        // Negative: KiB, not pages.
        set(statement, "cache_size", -(options.writerCacheBytes() / 1024));
        if (options.maxBytes().isPresent()) {
          limit(statement, options.maxBytes().getAsLong());
        }
      }
      // Kubernetes' names are case-sensitive, and so is LIKE on PostgreSQL. It cannot be read back.
      statement.execute("PRAGMA case_sensitive_like = ON");
      // Reads the first page, which shows whether this is a database at all.
      query(statement, "schema_version");
    }
  }

  /** SQLite sets no limit below what there is. */
  private void limit(Statement statement, long bytes) throws SQLException {
    long most = SqliteSpace.mostPages(bytes, Long.parseLong(query(statement, "page_size")));
    statement.execute(SqliteStatements.mostPages(most));
    long now = Long.parseLong(query(statement, "max_page_count"));
    if (now != Math.max(most, Long.parseLong(query(statement, "page_count")))) {
      throw new CannotOpenException(
          "open "
              + place()
              + ": its size was limited to "
              + most
              + " pages, and SQLite says the limit is "
              + now
              + "; open it without a limit");
    }
  }

  private void set(Statement statement, String pragma, Object value) throws SQLException {
    statement.execute("PRAGMA " + pragma + " = " + value);
    String now = query(statement, pragma);
    if (!String.valueOf(value).equalsIgnoreCase(now)) {
      throw new CannotOpenException(
          "open "
              + place()
              + ": PRAGMA "
              + pragma
              + " was set to "
              + value
              + " and reads back as "
              + now
              + "; if the file was made by something else, or is open in another mode elsewhere,"
              + " close it there or use another file");
    }
  }

  static String query(Statement statement, String pragma) throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA " + pragma)) {
      return row.next() ? row.getString(1) : "";
    }
  }
}
