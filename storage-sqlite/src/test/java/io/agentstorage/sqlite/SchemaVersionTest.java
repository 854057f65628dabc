// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.error.SchemaMismatchException;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.OutboxRepository;
import io.agentstorage.repo.ResourceRepository;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaVersionTest {
  @TempDir Path folder;
  private Path file;

  static SqliteOptions[] allWaysToOpen() {
    return new SqliteOptions[] {SqliteOptions.defaults(), SqliteOptions.forReading()};
  }

  @BeforeEach
  void create() {
    file = folder.resolve("agent.db");
    SqliteDatabase.open(file).close();
  }

  @ParameterizedTest
  @MethodSource("allWaysToOpen")
  void aNewerSchemaIsRefusedWithBothVersions(SqliteOptions options) throws Exception {
    String newest = Raw.query(file, "SELECT max(version) FROM flyway_schema_history").get(0);
    Raw.execute(
        file,
        "INSERT INTO flyway_schema_history SELECT 99, '99', 'future', 'SQL', 'V99__future.sql',"
            + " 99, installed_by, installed_on, 1, 1 FROM flyway_schema_history LIMIT 1");

    assertRefused(options)
        .hasMessageContaining("version 99")
        .hasMessageContaining("up to " + newest)
        .hasMessageContaining("use the newer version");
  }

  @ParameterizedTest
  @MethodSource("allWaysToOpen")
  void aMigrationOfOtherContentIsRefused(SqliteOptions options) throws Exception {
    Raw.execute(file, "UPDATE flyway_schema_history SET checksum = checksum + 1");

    assertRefused(options).hasMessageContaining("migration 1 is not the one of this library");
  }

  @ParameterizedTest
  @MethodSource("allWaysToOpen")
  void aMigrationThatFailedHalfWayIsRefused(SqliteOptions options) throws Exception {
    Raw.execute(file, "UPDATE flyway_schema_history SET success = 0");

    assertRefused(options).hasMessageContaining("migration 1 failed");
  }

  @ParameterizedTest
  @MethodSource("allWaysToOpen")
  void aDatabaseOfSomethingElseIsRefused(SqliteOptions options) throws Exception {
    file = folder.resolve("other.db");
    Raw.execute(file, "CREATE TABLE album (title TEXT)", "INSERT INTO album VALUES ('Kind of')");

    assertRefused(options).hasMessageContaining("something else");
  }

  @Test
  void resourcesOfVersion1AreKeptAndLeaveAHistoryFromThenOn() throws Exception {
    ResourceTags cart =
        ResourceTags.builder(ResourceType.POD, "cart").labels(Map.of("team", "core")).build();
    ResourceTags stored;
    try (SqliteDatabase database = SqliteDatabase.open(file)) {
      stored = new ResourceRepository(database, Clock.systemUTC()).upsert(cart).value();
    }
    backToVersion1();

    assertRefused(SqliteOptions.forReading()).hasMessageContaining("open it once for writing");
    try (SqliteDatabase database = SqliteDatabase.open(file)) {
      ResourceStore store = new ResourceRepository(database, Clock.systemUTC());
      assertThat(store.find(cart.key())).contains(stored);
      assertThat(store.asOf(Instant.now()).find(cart.key())).contains(stored);
      assertThat(new OutboxRepository(database).pending(10, 1000)).hasSize(1);
      store.upsert(cart.toBuilder().labels(Map.of("team", "web")).build());
      assertThat(store.history(cart.key())).hasSize(2);
    }
    assertThat(Raw.query(file, "SELECT version FROM flyway_schema_history WHERE success"))
        .containsExactly("1", "2", "3", "4");
    assertThat(Raw.query(file, "PRAGMA foreign_key_check")).isEmpty();
  }

  private void backToVersion1() throws Exception {
    Raw.execute(
        file,
        "DELETE FROM flyway_schema_history WHERE version IN ('2', '3', '4')",
        "DROP VIEW metric_sample",
        "DROP TABLE metric_data",
        "DROP TABLE metric_series",
        "DROP TABLE operational_state",
        "DROP INDEX resource_tags_annotations_ix",
        "DROP TABLE bulk_load",
        "DROP VIEW resource",
        "DROP TRIGGER resource_tags_history_tr",
        "DROP TABLE resource_history",
        "DROP INDEX resource_tags_unsent_ix",
        "DROP INDEX resource_tags_updated_ix",
        "DROP INDEX resource_tags_metric_labels_ix",
        "ALTER TABLE resource_tags DROP COLUMN changed_by",
        "CREATE VIEW resource AS SELECT name FROM resource_tags",
        "ANALYZE"); // with which no migration must collide
  }

  @Test
  void aMigrationThatMeetsADamagedPageSaysThatTheFileIsDamaged() throws Exception {
    forgetMigrations();
    String page =
        Raw.query(
                file,
                "SELECT rootpage FROM sqlite_schema WHERE type = 'index'"
                    + " AND name = 'flyway_schema_history_s_idx'")
            .get(0);
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek((Long.parseLong(page) - 1) * 4096);
      bytes.write(0xa5);
    }

    assertThatThrownBy(() -> SqliteDatabase.open(file))
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining("migrate " + file)
        .hasMessageContaining("restore it from a backup");
  }

  /** As if the last migration were still to come: an empty history over no tables. */
  private void forgetMigrations() throws Exception {
    Raw.execute(
        file,
        "PRAGMA foreign_keys = OFF",
        "DELETE FROM flyway_schema_history",
        "DROP VIEW metric_sample",
        "DROP TABLE metric_data",
        "DROP TABLE metric_series",
        "DROP TABLE operational_state",
        "DROP VIEW resource",
        "DROP TABLE resource_history",
        "DROP TABLE resource_tags",
        "DROP TABLE label_entry",
        "DROP TABLE label_pair",
        "DROP TABLE label_set",
        "DROP TABLE annotation_set",
        "DROP TABLE bulk_load",
        "DROP TABLE cluster");
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      SqliteOptions options) throws Exception {
    String before = Raw.sha256(file);
    var thrown =
        assertThatThrownBy(() -> SqliteDatabase.open(file, options))
            .isInstanceOf(SchemaMismatchException.class)
            .hasMessageContaining(file.toString());
    assertThat(Raw.sha256(file)).isEqualTo(before);
    return thrown;
  }
}
