// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningTest {
  @TempDir Path folder;

  @Test
  void everyFileThatIsMadeIsForItsOwnerOnly() throws Exception {
    Path file = folder.resolve("agent.db");
    try (SqliteDatabase database = SqliteDatabase.open(file)) {
      createNode(database);
      try (Stream<Path> made = Files.list(folder)) {
        assertThat(made)
            .hasSize(4)
            .contains(file, Raw.beside(file, "-wal"), Raw.beside(file, "-shm"))
            .allSatisfy(
                each ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                        .as(each.getFileName().toString())
                        .isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void anEmptyFileIsTreatedAsANewOne() throws Exception {
    Path file = Files.createFile(folder.resolve("agent.db"));
    try (SqliteDatabase database = SqliteDatabase.open(file)) {
      createNode(database);
    }
    assertThat(Raw.query(file, "PRAGMA auto_vacuum")).containsExactly("2");
    assertThat(Raw.query(file, "SELECT name FROM resource_tags")).containsExactly("node-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with blank.db",
        "why?journal_mode=delete",
        "100%.db",
        "a%20b.db",
        "a#b.db",
        "a;b&c='d'.db",
        "k\u00fche-\u732b.db",
        "no-extension"
      })
  void anyFileNameWorks(String name) throws Exception {
    Path file = folder.resolve(name);
    try (SqliteDatabase database = SqliteDatabase.open(file)) {
      createNode(database);
    }
    assertThat(file).isNotEmptyFile();
    try (Stream<Path> made = Files.list(folder)) {
      assertThat(made).containsExactlyInAnyOrder(file, Raw.beside(file, "-migration.lock"));
    }
    try (SqliteDatabase again = SqliteDatabase.open(file, SqliteOptions.forReading())) {
      assertThat(store(again).count()).isEqualTo(1);
    }
  }

  @Test
  void whatWasWrittenIsThereAfterReopening() {
    Path file = folder.resolve("agent.db");
    try (SqliteDatabase database = SqliteDatabase.open(file)) {
      createNode(database);
    }
    try (SqliteDatabase database =
        SqliteDatabase.open(file, SqliteOptions.defaults().createIfMissing(false))) {
      assertThat(store(database).count()).isEqualTo(1);
    }
  }

  private static ResourceStore store(SqliteDatabase database) {
    return new ResourceRepository(database, Clock.systemUTC());
  }

  private static void createNode(SqliteDatabase database) {
    store(database).create(ResourceTags.builder(ResourceType.NODE, "node-1").build());
  }
}
