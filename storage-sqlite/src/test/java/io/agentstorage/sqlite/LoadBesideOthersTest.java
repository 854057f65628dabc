// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.codegen.Tables;
import io.agentstorage.codegen.types.LabelPairId;
import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A load beside readers and writers of the same file. */
@Timeout(120)
class LoadBesideOthersTest {
  private static final long MIB = 1 << 20;

  @TempDir Path folder;
  private Path file;
  private SqliteDatabase database;
  private ResourceStore store;

  @BeforeEach
  void open() {
    file = folder.resolve("agent.db");
    database = SqliteDatabase.open(file);
    store = new ResourceRepository(database, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** Each has annotations of its own that do not compress. */
  private static Stream<ResourceTags> large(int count) {
    return pods(count, 1_500);
  }

  private static Stream<ResourceTags> pods(int count, int annotationBytes) {
    Random random = new Random(7);
    byte[] bytes = new byte[annotationBytes];
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              random.nextBytes(bytes);
              return ResourceTags.builder(ResourceType.POD, "web-" + i)
                  .namespace("shop")
                  .annotations(Map.of("blob", Base64.getEncoder().encodeToString(bytes)))
                  .build();
            });
  }

  private long logBytes() {
    try {
      return Files.size(file.resolveSibling("agent.db-wal"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theLogStaysBoundedAlsoWhileReadersNeverPause() throws Exception {
    AtomicBoolean loading = new AtomicBoolean(true);
    AtomicLong most = new AtomicLong();
    List<Future<Long>> readers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 2; i++) {
        readers.add(threads.submit(() -> readWhile(loading)));
      }
      try {
        // Too short to be packed, so that they are prepared faster than written.
        store.bulkLoad(
            pods(110_000, 700),
            BulkLoadOptions.defaults()
                .onProgress(progress -> most.accumulateAndGet(logBytes(), Math::max)));
      } finally {
        loading.set(false);
      }
      for (Future<Long> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
    }
    assertThat(Files.size(file)).as("more than the log may have").isGreaterThan(124 * MIB);
    assertThat(most.get()).isPositive().isLessThan(120 * MIB);
  }

  /** Its next commit would see to the log, and may be long in coming. */
  @Test
  void theLogOfOtherWritersIsUsedAgainWhileALoadWaitsForItsInput() {
    Iterator<ResourceTags> rows = large(2).iterator();
    Iterator<ResourceTags> others =
        Stream.generate(() -> large(1_000)).flatMap(many -> many).iterator();
    AtomicLong most = new AtomicLong();
    Iterator<ResourceTags> input =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return rows.hasNext();
          }

          @Override
          public ResourceTags next() {
            ResourceTags row = rows.next();
            if (!rows.hasNext()) {
              most.set(writeUntilTheLogIsUsedAgain(others));
            }
            return row;
          }
        };

    store.bulkLoad(input, BulkLoadOptions.defaults().chunkRows(1).commitRows(1));

    assertThat(most.get()).isPositive().isLessThan(256 * MIB);
  }

  private long writeUntilTheLogIsUsedAgain(Iterator<ResourceTags> rows) {
    long before = -1;
    long after = logBytes();
    while (after > before) {
      before = after;
      store.upsert(rows.next());
      after = logBytes();
    }
    return after;
  }

  private long readWhile(AtomicBoolean loading) {
    long reads = 0;
    while (loading.get()) {
      store.page(ResourceQuery.all(), 10, null);
      reads++;
    }
    return reads;
  }

  @Test
  void theNextTransactionHasTheSettingsFromBefore() {
    store.bulkLoad(large(20), BulkLoadOptions.defaults().chunkRows(10));

    database.write(
        tx -> {
          assertThat(tx.fetchValue("PRAGMA wal_autocheckpoint"))
              .isEqualTo(SqliteOptions.defaults().checkpointPages());
          assertThat(tx.fetchValue("PRAGMA foreign_keys")).isEqualTo(1);
          return null;
        });
  }

  @Test
  void otherWritersOfTheProgramStillHaveTheirForeignKeysChecked() {
    List<Throwable> failures = new ArrayList<>();

    store.bulkLoad(
        IntStream.range(0, 20)
            .mapToObj(i -> ResourceTags.builder(ResourceType.NODE, "node-" + i).build()),
        BulkLoadOptions.defaults()
            .chunkRows(10)
            .commitRows(1)
            .onProgress(
                progress -> {
                  failures.add(catchWrite());
                  failures.add(
                      CompletableFuture.supplyAsync(this::catchWrite)
                          .orTimeout(10, TimeUnit.SECONDS)
                          .join());
                }));

    assertThat(failures)
        .hasSize(4)
        .allSatisfy(
            failure -> assertThat(failure).isInstanceOf(ConstraintViolationException.class));
    assertThat(store.find(new ResourceKey(ResourceType.NODE, null, "node-19"))).isPresent();
  }

  private Throwable catchWrite() {
    return Assertions.catchThrowable(
        () ->
            database.write(
                tx ->
                    tx.insertInto(Tables.LABEL_PAIR)
                        .set(Tables.LABEL_PAIR.CLUSTER_ID, new ClusterId(99))
                        .set(Tables.LABEL_PAIR.ID, new LabelPairId(1))
                        .set(Tables.LABEL_PAIR.LABEL_KEY, "a")
                        .set(Tables.LABEL_PAIR.LABEL_VALUE, "b")
                        .execute()));
  }
}
