// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

/**
 * The SQL that jOOQ's DSL cannot say: transactions, PRAGMA, and SQLite's own tables. No value is ever put into one;
 * what varies is a number or a name that this class makes itself.
 */
final class SqliteStatements {
  static final String BEGIN = "BEGIN";
  static final String BEGIN_IMMEDIATE = "BEGIN IMMEDIATE";
  static final String COMMIT = "COMMIT";
  static final String ROLLBACK = "ROLLBACK";

  /** Tells how many pages the log has, and moves none. */
  static final String CHECKPOINT_NOOP = "PRAGMA wal_checkpoint(NOOP)";

  static final String CHECKPOINT_PASSIVE = "PRAGMA wal_checkpoint(PASSIVE)";
  static final String CHECKPOINT_RESTART = "PRAGMA wal_checkpoint(RESTART)";
  static final String CHECKPOINT_TRUNCATE = "PRAGMA wal_checkpoint(TRUNCATE)";

  static final String PAGE_BYTES = "PRAGMA page_size";
  static final String PAGES = "PRAGMA page_count";
  static final String FREE_PAGES = "PRAGMA freelist_count";

  /** "AgSt" in ASCII, so that file(1) and people can tell what the file is. */
  static final int APPLICATION_ID = 0x41675374;

  static final String TABLES = "SELECT count(*) FROM sqlite_schema";
  static final String HAS_HISTORY =
      "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'flyway_schema_history'";
  static final String HISTORY =
      "SELECT version, checksum, success FROM flyway_schema_history"
          + " WHERE version IS NOT NULL ORDER BY installed_rank";
  static final String TABLE_SIZES =
      "SELECT name, sum(pgsize), sum(ncell) FROM dbstat GROUP BY name ORDER BY sum(pgsize) DESC";
  static final String CHANGES_BY_OTHERS = "PRAGMA data_version";
  static final String SQLITE_VERSION = "SELECT sqlite_version()";

  private SqliteStatements() {}

  static String queryOnly(boolean on) {
    return on ? "PRAGMA query_only = ON" : "PRAGMA query_only = OFF";
  }

  static String foreignKeys(boolean on) {
    return on ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF";
  }

  static String autoCheckpoint(int pages) {
    return "PRAGMA wal_autocheckpoint = " + pages;
  }

  static String incrementalVacuum(long pages) {
    return "PRAGMA incremental_vacuum(" + pages + ")";
  }

  static String mostPages(long pages) {
    return "PRAGMA max_page_count = " + pages;
  }

  static String savepoint(int depth) {
    return "SAVEPOINT level_" + depth;
  }

  static String release(int depth) {
    return "RELEASE level_" + depth;
  }

  static String rollbackTo(int depth) {
    return "ROLLBACK TO level_" + depth;
  }
}
