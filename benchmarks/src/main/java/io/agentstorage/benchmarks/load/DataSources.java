// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import java.nio.file.Path;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Connections as every tool gets them, set like the library's writer: write-ahead log, full synchronisation, a page
 * cache of 32 MiB. The log is checkpointed when SQLite does it by itself.
 */
final class DataSources {
  /** In KiB. */
  static final int PAGE_CACHE = 32 * 1024;

  private DataSources() {}

  static SQLiteDataSource of(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setCacheSize(-PAGE_CACHE);
    config.enforceForeignKeys(true);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    // Else the driver prepares a statement more with each.
    config.setGetGeneratedKeys(false);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }
}
