// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import static io.agentstorage.codegen.Tables.ANNOTATION_SET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agentstorage.core.error.StorageFullException;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.testkit.postgres.PostgresServer;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A disk that is full, really. */
class FullDiskTest {
  private static final long DISK_BYTES = 32L << 20;
  private static final int CHUNK = 100;

  private static PostgresServer startWithSmallDisk() {
    try {
      return PostgresServer.startWithDisk(DISK_BYTES);
    } catch (UnsupportedOperationException e) {
      return Assumptions.abort(e.getMessage());
    }
  }

  /** Pods without end, with annotations that do not get smaller. */
  private static Iterator<ResourceTags> large(int from) {
    Random random = new Random(from);
    return IntStream.iterate(from, i -> i + 1)
        .mapToObj(
            i ->
                ResourceTags.builder(ResourceType.POD, "large-" + i)
                    .namespace("shop")
                    .annotations(Map.of("note", new BigInteger(20_000, random).toString(36)))
                    .build())
        .iterator();
  }

  @Test
  void aLoadThatFillsTheDiskLeavesWholeChunksAndGoesOnOnceThereIsRoom() throws SQLException {
    try (PostgresServer server = startWithSmallDisk()) {
      String url = server.url(server.createDatabase());
      try (PostgresDatabase database = PostgresDatabase.open(url, PostgresOptions.defaults())) {
        TestDatabases.run(
            url,
            "CREATE TABLE ballast AS SELECT repeat('x', 1000) FROM generate_series(1, 8000)",
            "CHECKPOINT");
        ResourceStore store = Faults.store(database);
        BulkLoadOptions<Object> chunks = BulkLoadOptions.defaults().chunkRows(CHUNK);

        StorageFullException failure =
            catchThrowableOfType(
                StorageFullException.class, () -> store.bulkLoad(large(0), chunks));

        Faults.assertFailure(failure, "53100", false, "make room on the server's disk");
        long stored = store.count();
        assertThat(stored).isPositive();
        assertThat(stored % CHUNK).isZero();
        assertThat(database.dsl().fetchCount(ANNOTATION_SET)).isEqualTo((int) stored);

        TestDatabases.run(url, "DROP TABLE ballast", "CHECKPOINT");
        int[] left = {CHUNK};
        store.bulkLoad(large((int) stored), chunks.cancelWhen(() -> left[0]-- == 0));

        assertThat(store.count()).isEqualTo(stored + CHUNK);
      }
    }
  }
}
