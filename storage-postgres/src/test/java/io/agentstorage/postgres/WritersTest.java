// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.core.store.ResourceView;
import io.agentstorage.repo.FleetRepository;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.testkit.postgres.PostgresServer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several writers: of one cluster one after the other, as if on several machines; of others at the same time. */
@Timeout(120)
class WritersTest {
  private static ResourceTags pod(String name, int team) {
    return ResourceTags.builder(ResourceType.POD, name)
        .namespace("shop")
        .labels(Map.of("team", "t-" + team, "name", name))
        .annotations(Map.of("note", "n-" + team))
        .build();
  }

  private static ResourceStore store(PostgresDatabase database) {
    return new ResourceRepository(database, Clock.systemUTC());
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRES", "YUGABYTEDB"})
  void fourDatabasesOfOneClusterWriteTheSameResourcesAndNoneFails(SQLDialect dialect) {
    String url = TestDatabases.url();
    PostgresOptions options = PostgresOptions.defaults().cluster("shared").dialect(dialect);
    List<PostgresDatabase> all =
        IntStream.range(0, 4).mapToObj(i -> PostgresDatabase.open(url, options)).toList();
    try {
      List<CompletableFuture<Void>> writers =
          IntStream.range(0, 4)
              .mapToObj(
                  i ->
                      CompletableFuture.runAsync(
                          () -> {
                            ResourceStore store = store(all.get(i));
                            for (int round = 0; round < 25; round++) {
                              store.upsert(pod("web-" + round % 7, i + round));
                              int first = round;
                              store.bulkLoad(
                                  IntStream.range(0, 20)
                                      .mapToObj(n -> pod("many-" + n, i + first))
                                      .iterator(),
                                  BulkLoadOptions.defaults());
                            }
                          }))
              .toList();
      writers.forEach(writer -> writer.orTimeout(100, TimeUnit.SECONDS).join());

      ResourceStore store = store(all.get(0));
      assertThat(store.count()).isEqualTo(27);
      for (int n = 0; n < 20; n++) {
        ResourceTags stored = store.find(pod("many-" + n, 0).key()).orElseThrow();
        // Each change left what was, and none was overwritten unseen.
        assertThat(store.history(stored.key()))
            .hasSize(Objects.requireNonNull(stored.revision()).intValue());
        assertThat(stored.labels()).containsEntry("name", "many-" + n);
      }
    } finally {
      all.forEach(PostgresDatabase::close);
    }
  }

  @Test
  void aWriterOfAnotherClusterDoesNotWait() {
    try (PostgresDatabase one = PostgresDatabase.open(TestDatabases.url(), options("one"))) {
      PostgresDatabase two = one.forCluster("two");
      one.write(
          tx -> {
            store(one).upsert(pod("web", 1));
            CompletableFuture.runAsync(() -> store(two).upsert(pod("web", 2)))
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
            return null;
          });
    }
  }

  private static PostgresOptions options(String cluster) {
    return PostgresOptions.defaults().cluster(cluster);
  }

  @Test
  void theFleetIsEveryClusterByItself() {
    try (PostgresDatabase one = PostgresDatabase.open(TestDatabases.url(), options("one"))) {
      store(one).upsert(pod("web", 1));
      store(one.forCluster("two")).upsert(pod("web", 2));
      store(one.forCluster("two")).upsert(pod("api", 2));

      Map<String, ResourceView> fleet = new FleetRepository(one).clusters();

      assertThat(fleet.keySet()).containsExactly("one", "two");
      assertThat(fleet.values()).extracting(ResourceView::count).containsExactly(1L, 2L);
      assertThat(fleet.values())
          .extracting(view -> view.count(ResourceQuery.where(LabelSelector.parse("team=t-2"))))
          .containsExactly(0L, 2L);
      Instant before = Instant.EPOCH;
      assertThat(new FleetRepository(one).clustersAsOf(before).values())
          .extracting(ResourceView::count)
          .containsExactly(0L, 0L);
    }
  }

  @Test
  void aLongResultIsReadInParts() {
    try (PostgresDatabase database = PostgresDatabase.open(TestDatabases.url(), options("one"))) {
      store(database)
          .bulkLoad(
              IntStream.range(0, 5000).mapToObj(n -> pod("web-" + n, n)).iterator(),
              BulkLoadOptions.defaults());

      try (Stream<ResourceTags> all = store(database).stream(ResourceQuery.all())) {
        assertThat(all.limit(3).toList()).hasSize(3);
        // The server still has the rest: nothing else could be open here.
        assertThat(database.openHandles().connections()).isEqualTo(1);
      }
      assertThat(database.openHandles().none()).isTrue();
    }
  }

  @Test
  void oneConnectionIsEnough() throws Exception {
    PostgresServer server = PostgresServer.shared();
    String empty = server.url(server.createDatabase());
    try (PostgresDatabase database =
        PostgresDatabase.open(empty, PostgresOptions.defaults().connections(1))) {
      store(database).upsert(pod("web", 1));
      assertThat(store(database).count()).isEqualTo(1);
    }
  }
}
