// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages with rows are overwritten; those with the schema are as they were, so that the file opens. */
class DamagedFileTest {
  private static final int PAGE = 4096;

  @TempDir Path folder;
  private SqliteDatabase database;
  private ResourceStore store;

  @BeforeEach
  void openDamaged() throws Exception {
    Path file = folder.resolve("agent.db");
    open(file);
    store.bulkLoad(
        IntStream.range(0, 2000)
            .mapToObj(i -> ResourceTags.builder(ResourceType.NODE, "node-" + i).build()),
        BulkLoadOptions.defaults());
    database.close();
    List<String> leaves =
        Raw.query(
            file,
            "SELECT pageno FROM dbstat WHERE name LIKE '%resource_tags%' AND pagetype = 'leaf'");
    assertThat(leaves).hasSizeGreaterThan(10);
    byte[] damage = new byte[PAGE];
    Arrays.fill(damage, (byte) 0xa5);
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      for (String page : leaves) {
        bytes.seek((Long.parseLong(page) - 1) * PAGE);
        bytes.write(damage);
      }
    }
    open(file);
  }

  private void open(Path file) {
    database = SqliteDatabase.open(file);
    store = new ResourceRepository(database, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void readingSaysThatTheFileIsDamaged() {
    assertThatThrownBy(() -> store.findAll(DSL.noCondition()))
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining("restore it from a backup");
  }

  @Test
  void aStreamSaysSoToo() {
    assertThatThrownBy(
            () -> {
              try (Stream<ResourceTags> nodes = store.stream(DSL.noCondition())) {
                nodes.forEach(node -> {});
              }
            })
        .isInstanceOf(CorruptException.class);
  }

  @Test
  void writingSaysSoToo() {
    assertThatThrownBy(
            () ->
                store.bulkLoad(
                    IntStream.range(0, 2000)
                        .mapToObj(i -> ResourceTags.builder(ResourceType.POD, "p" + i).build()),
                    BulkLoadOptions.defaults()))
        .isInstanceOf(CorruptException.class);
  }
}
