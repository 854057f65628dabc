// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PragmaTest {
  @TempDir Path folder;

  @Test
  void aNewFileIsLaidOutAsPromised() throws Exception {
    Path file = folder.resolve("agent.db");
    SqliteDatabase.open(file).close();

    assertThat(Raw.query(file, "PRAGMA auto_vacuum")).containsExactly("2");
    assertThat(Raw.query(file, "PRAGMA page_size")).containsExactly("4096");
    assertThat(Raw.query(file, "PRAGMA journal_mode")).containsExactly("wal");
    assertThat(Raw.query(file, "PRAGMA application_id"))
        .containsExactly(String.valueOf(0x41675374)); // "AgSt"
  }

  @Test
  void theWriterIsSetAsPromised() {
    try (SqliteDatabase database = SqliteDatabase.open(folder.resolve("agent.db"))) {
      database.write(
          tx -> {
            assertSafe(tx);
            assertThat(pragma(tx, "synchronous")).isEqualTo("2");
            assertThat(pragma(tx, "query_only")).isEqualTo("0");
            assertThat(pragma(tx, "wal_autocheckpoint")).isEqualTo("4096");
            assertThat(pragma(tx, "cache_size")).isEqualTo("-32768");
            return null;
          });
    }
  }

  @Test
  void theReadersAreSetAsPromised() {
    try (SqliteDatabase database = SqliteDatabase.open(folder.resolve("agent.db"))) {
      database.read(
          tx -> {
            assertSafe(tx);
            assertThat(pragma(tx, "query_only")).isEqualTo("1");
            return null;
          });
      assertSafe(database.dsl());
      assertThat(pragma(database.dsl(), "query_only")).isEqualTo("1");
    }
  }

  @Test
  void theOptionsReachTheConnections() {
    SqliteOptions options =
        SqliteOptions.defaults()
            .synchronous(Synchronous.NORMAL)
            .busyTimeout(Duration.ofMillis(1234))
            .checkpointPages(1000)
            .writerCacheBytes(1L << 40);
    try (SqliteDatabase database = SqliteDatabase.open(folder.resolve("agent.db"), options)) {
      database.write(
          tx -> {
            assertThat(pragma(tx, "synchronous")).isEqualTo("1");
            assertThat(pragma(tx, "wal_autocheckpoint")).isEqualTo("1000");
            assertThat(pragma(tx, "cache_size")).isEqualTo("-1073741824");
            return null;
          });
      assertThat(database.info().pragmas()).containsEntry("busy_timeout", "1234");
    }
  }

  @Test
  void inMemoryTheWriterWritesAndTheReaderDoesNot() {
    try (SqliteDatabase database = SqliteDatabase.inMemory()) {
      assertSafe(database.dsl());
      assertThat(pragma(database.dsl(), "query_only")).isEqualTo("1");
      database.write(
          tx -> {
            assertSafe(tx);
            assertThat(pragma(tx, "query_only")).isEqualTo("0");
            return null;
          });
    }
  }

  private static void assertSafe(DSLContext context) {
    // Connections wait by themselves, which can be stopped; LockedElsewhereTest sees how long.
    assertThat(pragma(context, "busy_timeout")).as("busy_timeout").isEqualTo("0");
    assertThat(pragma(context, "temp_store")).as("temp_store").isEqualTo("1");
    assertThat(pragma(context, "foreign_keys")).as("foreign_keys").isEqualTo("1");
    assertThat(pragma(context, "trusted_schema")).as("trusted_schema").isEqualTo("0");
    assertThat(pragma(context, "cell_size_check")).as("cell_size_check").isEqualTo("1");
  }

  private static String pragma(DSLContext context, String name) {
    return String.valueOf(context.fetchSingle("PRAGMA " + name).get(0));
  }
}
