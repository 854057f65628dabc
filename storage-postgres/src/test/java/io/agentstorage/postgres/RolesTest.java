// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import static io.agentstorage.codegen.Tables.CLUSTER;
import static io.agentstorage.codegen.Tables.LABEL_SET;
import static io.agentstorage.codegen.Tables.METRIC_DATA;
import static io.agentstorage.codegen.Tables.OPERATIONAL_STATE;
import static io.agentstorage.codegen.Tables.RESOURCE;
import static io.agentstorage.codegen.Tables.RESOURCE_HISTORY;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.NotFoundException;
import io.agentstorage.core.error.NotPermittedException;
import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import io.agentstorage.core.metric.MetricValue;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.model.StateEntry;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.MetricQuery;
import io.agentstorage.core.store.MetricStore;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.MetricRepository;
import io.agentstorage.repo.OutboxRepository;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.repo.StateRepository;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each role can do, by trying. Two clusters, whose resources have the same keys and labels. */
class RolesTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String suffix =
      "_" + NUMBER.incrementAndGet() + "_" + ProcessHandle.current().pid();
  private final String mine = "mine_agent" + suffix;
  private final String reader = "mine_reader" + suffix;
  private final String fleet = "fleet_reader" + suffix;
  private final String admin = "some_admin" + suffix;
  private final String stranger = "stranger" + suffix;

  private String url;
  private PostgresDatabase owner;
  private ClusterId other;

  @BeforeEach
  void twoClusters() {
    url = TestDatabases.url();
    owner = PostgresDatabase.open(url, PostgresOptions.defaults().cluster("mine"));
    fill(owner);
    PostgresDatabase others = owner.forCluster("other");
    fill(others);
    other = others.cluster();
    TestDatabases.run(
        url,
        role(mine, "agent_writer"),
        role(reader, "agent_reader"),
        role(fleet, "agent_reader"),
        role(admin, "agent_admin"),
        "CREATE ROLE " + stranger + " LOGIN PASSWORD 'secret'",
        access(mine, "mine"),
        access(reader, "mine"),
        "INSERT INTO cluster_access (role_name, cluster_id) VALUES ('" + fleet + "', NULL)");
  }

  @AfterEach
  void close() {
    owner.close();
  }

  private static String role(String name, String group) {
    return "CREATE ROLE " + name + " LOGIN PASSWORD 'secret' IN ROLE " + group;
  }

  private static String access(String role, String cluster) {
    return "INSERT INTO cluster_access (role_name, cluster_id) SELECT '"
        + role
        + "', id FROM cluster WHERE name = '"
        + cluster
        + "'";
  }

  private static ResourceTags pod(String name, String app) {
    return ResourceTags.builder(ResourceType.POD, name)
        .namespace("shop")
        .labels(Map.of("app", app))
        .annotations(Map.of("note", app))
        .build();
  }

  private static void fill(Database database) {
    ResourceStore store = store(database);
    store.upsert(pod("web", "web"));
    store.upsert(pod("web", "web2"));
    store.upsert(pod("gone", "web"));
    store.delete(pod("gone", "web").key(), "test");
  }

  private static ResourceStore store(Database database) {
    return new ResourceRepository(database, Clock.systemUTC());
  }

  private PostgresDatabase as(String role, String cluster) {
    return PostgresDatabase.open(
        url, PostgresOptions.defaults().cluster(cluster).login(role, "secret"));
  }

  @Test
  void aWriterDoesAllInItsOwnCluster() {
    try (PostgresDatabase database = as(mine, "mine")) {
      ResourceStore store = store(database);

      store.upsert(pod("new", "new"));
      store.bulkLoad(
          List.of(pod("a", "x"), pod("web", "web3")).iterator(), BulkLoadOptions.defaults());
      assertThat(store.findAll(LabelSelector.parse("app in (new,x,web3)"))).hasSize(3);
      assertThat(store.delete(pod("a", "x").key(), "test")).isPresent();
      OutboxRepository outbox = new OutboxRepository(database);
      assertThat(outbox.acknowledge(outbox.pending(100, 1_000_000), Instant.now())).isPositive();
      store.deleteAll();
    }
    assertThat(store(owner).count()).isZero();
    assertThat(store(owner.forCluster("other")).count()).isEqualTo(1);
  }

  @Test
  void aWriterSeesNothingOfAnotherCluster() {
    try (PostgresDatabase database = as(mine, "mine")) {
      assertThat(database.clusters()).containsOnlyKeys("mine");
      assertThat(database.dsl().fetchCount(CLUSTER)).isEqualTo(1);
      assertThat(database.dsl().fetchCount(RESOURCE_TAGS, RESOURCE_TAGS.CLUSTER_ID.eq(other)))
          .isZero();
      assertThat(database.dsl().fetchCount(RESOURCE_HISTORY, RESOURCE_HISTORY.CLUSTER_ID.eq(other)))
          .isZero();
      assertThat(database.dsl().fetchCount(LABEL_SET, LABEL_SET.CLUSTER_ID.eq(other))).isZero();
      assertThat(database.dsl().fetchCount(RESOURCE, RESOURCE.CLUSTER_ID.eq(other))).isZero();
      assertThat(database.dsl().fetchCount(RESOURCE)).isEqualTo(1);
    }
  }

  @Test
  void aWriterCanNeitherChangeNorDeleteNorAddRowsOfAnotherCluster() {
    try (PostgresDatabase database = as(mine, "mine")) {
      int changed =
          database.write(
              tx ->
                  tx.update(RESOURCE_TAGS)
                      .set(RESOURCE_TAGS.SENT_AT, Instant.now())
                      .where(RESOURCE_TAGS.CLUSTER_ID.eq(other))
                      .execute());
      int deleted =
          database.write(
              tx ->
                  tx.deleteFrom(RESOURCE_HISTORY)
                      .where(RESOURCE_HISTORY.CLUSTER_ID.eq(other))
                      .execute());

      assertThat(changed).isZero();
      assertThat(deleted).isZero();
      assertThatThrownBy(
              () ->
                  database.write(
                      tx -> tx.insertInto(CLUSTER, CLUSTER.NAME).values("third").execute()))
          .isInstanceOf(NotPermittedException.class)
          .hasMessageContaining("agent_writer");
      assertThatThrownBy(
              () ->
                  database.write(
                      tx ->
                          tx.update(RESOURCE_TAGS).set(RESOURCE_TAGS.CLUSTER_ID, other).execute()))
          .isInstanceOf(NotPermittedException.class);
    }
    assertThat(owner.forCluster("other").dsl().fetchCount(RESOURCE_HISTORY)).isEqualTo(4);
  }

  @Test
  void aWriterCannotOpenAnotherClusterNorMakeOne() {
    assertThatThrownBy(() -> as(mine, "other")).isInstanceOf(NotPermittedException.class);
    assertThatThrownBy(
            () ->
                PostgresDatabase.open(
                    url,
                    PostgresOptions.defaults()
                        .cluster("other")
                        .createCluster(false)
                        .login(mine, "secret")))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("cluster_access");
  }

  @Test
  void aWriterCannotGrantItselfAnything() {
    assertRefused(access(mine, "mine"));
    assertRefused("GRANT agent_admin TO " + mine);
    assertRefused("ALTER TABLE resource_tags DISABLE ROW LEVEL SECURITY");
    assertRefused("DROP POLICY resource_tags_own_clusters ON resource_tags");
  }

  private void assertRefused(String sql) {
    assertThatThrownBy(() -> TestDatabases.run(as(mine), sql))
        .as(sql)
        .cause()
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  private String as(String role) {
    int at = url.indexOf('@');
    return "postgresql://" + role + ":secret" + url.substring(at);
  }

  @Test
  void aReaderReadsItsClusterAndWritesNothing() {
    try (PostgresDatabase database = as(reader, "mine")) {
      assertThat(store(database).count()).isEqualTo(1);
      assertThat(database.dsl().fetchCount(RESOURCE_TAGS)).isEqualTo(1);
      assertThatThrownBy(() -> store(database).upsert(pod("new", "new")))
          .isInstanceOf(NotPermittedException.class);
      assertThatThrownBy(() -> store(database).deleteAll())
          .isInstanceOf(NotPermittedException.class);
    }
    assertThat(store(owner).count()).isEqualTo(1);
  }

  @Test
  void aReaderReadsTheStateOfItsClusterAndWritesNone() {
    new StateRepository(owner, Clock.systemUTC()).put("a", "k", 1);
    new StateRepository(owner.forCluster("other"), Clock.systemUTC()).put("a", "theirs", 2);
    try (PostgresDatabase database = as(reader, "mine")) {
      StateRepository state = new StateRepository(database, Clock.systemUTC());
      assertThat(state.listAll(Integer.class).map(StateEntry::key)).containsExactly("k");
      assertThat(database.dsl().fetchCount(OPERATIONAL_STATE)).isEqualTo(1);
      assertThatThrownBy(() -> state.put("a", "k", 3)).isInstanceOf(NotPermittedException.class);
      assertThatThrownBy(() -> state.put("a", "new", 3)).isInstanceOf(NotPermittedException.class);
      assertThatThrownBy(() -> state.compareAndSet("a", "k", 1, 3))
          .isInstanceOf(NotPermittedException.class);
      assertThatThrownBy(() -> state.delete("a", "k")).isInstanceOf(NotPermittedException.class);
    }
    try (PostgresDatabase database = as(mine, "mine")) {
      StateRepository state = new StateRepository(database, Clock.systemUTC());
      assertThat(state.compareAndSet("a", "k", 1, 4).version()).isEqualTo(2);
      assertThat(state.delete("a", "k")).isTrue();
    }
  }

  @Test
  void aWriterStoresSamplesOfDaysThatHaveNoPartitionYetAndDropsNone() throws SQLException {
    Instant day = Instant.parse("2031-05-06T00:00:00Z");
    new MetricRepository(owner.forCluster("other")).put(List.of(sample(day)));
    try (PostgresDatabase database = as(mine, "mine")) {
      MetricStore samples = new MetricRepository(database);
      samples.put(List.of(sample(day), sample(day.plus(Duration.ofDays(1)))));
      assertThat(samples.count(MetricQuery.all())).isEqualTo(2);
      assertThat(database.dsl().fetchCount(METRIC_DATA)).isEqualTo(2);

      assertThat(samples.deleteBefore(Instant.MAX)).isEqualTo(2);
      assertThat(partitions()).isEqualTo(2);
    }
    try (PostgresDatabase database = as(reader, "mine")) {
      assertThatThrownBy(() -> new MetricRepository(database).put(List.of(sample(day))))
          .isInstanceOf(NotPermittedException.class);
    }
    new MetricRepository(owner).put(List.of(sample(day.plus(Duration.ofDays(1)))));
    assertThat(new MetricRepository(owner).deleteBefore(Instant.MAX)).isEqualTo(1);
    assertThat(partitions()).as("the day that only another cluster has samples of").isEqualTo(1);
    assertThat(new MetricRepository(owner.forCluster("other")).deleteBefore(Instant.MAX))
        .isEqualTo(1);
    assertThat(partitions()).isZero();
  }

  @Test
  void aDayGoesNotWhileAnotherClusterHasWrittenToItAndNotCommitted() throws Exception {
    Instant day = Instant.parse("2031-05-06T00:00:00Z");
    MetricRepository mine = new MetricRepository(owner);
    mine.put(List.of(sample(day)));
    PostgresDatabase others = owner.forCluster("other");
    MetricRepository theirs = new MetricRepository(others);

    others.write(
        tx -> {
          theirs.put(List.of(sample(day)));
          CompletableFuture<Long> deleted =
              CompletableFuture.supplyAsync(() -> mine.deleteBefore(Instant.MAX));
          assertThat(deleted.get(20, TimeUnit.SECONDS)).isEqualTo(1);
          return null;
        });

    assertThat(theirs.count(MetricQuery.all())).isEqualTo(1);
    assertThat(mine.count(MetricQuery.all())).isZero();
    assertThat(partitions()).isEqualTo(1);
  }

  private static MetricSample sample(Instant time) {
    MetricSeries series = new MetricSeries("up", "n1", null, null, Map.of("job", "a"));
    return new MetricSample(series, time, time, new MetricValue("1"), null);
  }

  private int partitions() throws SQLException {
    try (Connection connection = DriverManager.getConnection(TestDatabases.jdbc(url));
        Statement statement = connection.createStatement();
        ResultSet count =
            statement.executeQuery(
                "SELECT count(*) FROM pg_inherits WHERE inhparent = 'metric_data'::regclass")) {
      count.next();
      return count.getInt(1);
    }
  }

  @Test
  void aReaderOfEveryClusterReadsThoseThatComeLaterToo() {
    owner.forCluster("third");
    try (PostgresDatabase database = as(fleet, "other")) {
      assertThat(database.clusters()).containsOnlyKeys("mine", "other", "third");
      assertThat(database.dsl().fetchCount(RESOURCE_TAGS)).isEqualTo(2);
      assertThatThrownBy(() -> store(database).deleteAll())
          .isInstanceOf(NotPermittedException.class);
    }
  }

  @Test
  void anAdministratorCreatesClustersAndSeesAll() {
    try (PostgresDatabase database = as(admin, "third")) {
      assertThat(database.clusters()).containsOnlyKeys("mine", "other", "third");
      store(database).upsert(pod("web", "web"));
      assertThat(database.dsl().fetchCount(RESOURCE_TAGS)).isEqualTo(3);
    }
  }

  @Test
  void aRoleWithoutAGroupIsToldWhatItNeeds() {
    assertThatThrownBy(() -> as(stranger, "mine"))
        .isInstanceOf(NotPermittedException.class)
        .hasMessageContaining("agent_reader");
  }
}
