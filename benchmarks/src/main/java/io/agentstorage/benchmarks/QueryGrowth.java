// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.model.ResourceChange;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.Outbox;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.core.store.ResourceView;
import io.agentstorage.repo.OutboxRepository;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.sqlite.SqliteDatabase;
import io.agentstorage.testkit.TestClock;
import io.agentstorage.testkit.sample.SampleCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * How the time of queries grows with the number of resources, beside a scan of labels as JSON text. Each size has a
 * database of its own, in which each twentieth resource has changed a label once and each hundredth was deleted.
 */
public final class QueryGrowth {
  private static final Instant LOADED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant BETWEEN = LOADED.plus(Duration.ofHours(1));
  private static final Instant CHANGED = LOADED.plus(Duration.ofHours(2));
  private static final String RARE = "app.kubernetes.io/instance";

  private QueryGrowth() {}

  /**
   * Measures and writes the table.
   *
   * @param arguments a folder for databases, the file of results, the rounds, the sizes
   * @throws IOException if a file cannot be written
   * @throws SQLException if the plain JDBC beside it fails
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int rounds = Integer.parseInt(arguments[2]);
    List<String> sizes = List.of(arguments).subList(3, arguments.length);
    QueryReport report = new QueryReport();
    for (String size : sizes) {
      measure(folder, Long.parseLong(size), rounds)
          .forEach((name, timing) -> report.add(name, Long.parseLong(size), timing));
    }
    Path file = Path.of(arguments[1]);
    ResultFile.write(file, report.text(rounds, sizes));
    ResultFile.write(file.resolveSibling("queries.svg"), report.plot().svg());
  }

  private record Query(String name, ToLongFunction<ResourceStore> run) {}

  private static Map<String, Timing> measure(Path folder, long size, int rounds)
      throws IOException, SQLException {
    Path file = folder.resolve(size + ".db");
    Path jsonFile = folder.resolve(size + "-json.db");
    DatabaseFiles.delete(file);
    DatabaseFiles.delete(jsonFile);
    SampleCluster cluster = SampleCluster.of(1, size);
    Map<String, Timing> column = new LinkedHashMap<>();
    try (SqliteDatabase db = SqliteDatabase.open(file);
        JsonTable json = new JsonTable(jsonFile)) {
      fill(db, cluster);
      json.fill(cluster.stream().map(object -> object.tags()));
      ResourceStore store = new ResourceRepository(db, new TestClock(CHANGED));
      String instance = rareInstance(store);
      for (Query query : queries(store, new OutboxRepository(db), instance)) {
        Timing timing = Timing.of(rounds, () -> query.run().applyAsLong(store));
        column.put(query.name(), timing);
        report(size, query.name(), column);
      }
      int few = Math.max(3, rounds / 5);
      column.put(
          QueryReport.SCAN + "rare, first 100",
          Timing.of(few, () -> json.first(100, RARE, instance)));
      column.put(
          QueryReport.SCAN + "a third, first 100",
          Timing.of(few, () -> json.first(100, "env", "prod")));
      report(size, QueryReport.SCAN + "a third, first 100", column);
    }
    DatabaseFiles.delete(file);
    DatabaseFiles.delete(jsonFile);
    return column;
  }

  private static void fill(SqliteDatabase db, SampleCluster cluster) {
    TestClock clock = new TestClock(LOADED);
    ResourceStore store = new ResourceRepository(db, clock);
    store.bulkLoad(cluster.stream().map(object -> object.tags()), BulkLoadOptions.defaults());
    clock.set(CHANGED);
    store.bulkLoad(
        cluster.stream().filter(object -> object.ordinal() % 20 == 0).map(o -> relabel(o.tags())),
        BulkLoadOptions.defaults());
    db.write(
        tx -> {
          cluster.stream()
              .filter(object -> object.ordinal() % 100 == 50)
              .forEach(object -> store.delete(object.tags().key(), "benchmark"));
          return null;
        });
  }

  private static ResourceTags relabel(ResourceTags resource) {
    Map<String, String> labels = new TreeMap<>();
    if (resource.labels() != null) {
      labels.putAll(resource.labels());
    }
    labels.put("cost-center", "moved");
    return resource.toBuilder().labels(labels).build();
  }

  /** One that few resources have, whatever the size. */
  private static String rareInstance(ResourceStore store) {
    try (Stream<ResourceTags> all = store.stream(ResourceQuery.where(LabelSelector.parse(RARE)))) {
      return all.map(
              resource ->
                  String.valueOf(resource.labels() == null ? "" : resource.labels().get(RARE)))
          .filter(value -> rows(store, value) < 50)
          .findFirst()
          .orElseThrow();
    }
  }

  private static long rows(ResourceStore store, String instance) {
    return store.count(ResourceQuery.where(LabelSelector.builder().equal(RARE, instance).build()));
  }

  private static List<Query> queries(ResourceStore current, Outbox outbox, String instance) {
    ResourceTags some = current.findFirst(RESOURCE_TAGS.TYPE.eq(ResourceType.POD)).orElseThrow();
    ResourceView then = current.asOf(BETWEEN);
    ResourceQuery rare = ResourceQuery.where(LabelSelector.builder().equal(RARE, instance).build());
    ResourceQuery two = ResourceQuery.where(LabelSelector.parse(RARE + "=" + instance + ",env"));
    ResourceQuery third = ResourceQuery.where(LabelSelector.parse("env=prod"));
    ResourceQuery both =
        ResourceQuery.where(LabelSelector.parse("env=prod,team in (payments,search)"));
    ResourceQuery without = ResourceQuery.where(LabelSelector.parse("!team"));
    ResourceQuery moved = ResourceQuery.where(LabelSelector.parse("cost-center=moved"));
    return List.of(
        new Query("find by key", store -> store.find(some.key()).stream().count()),
        new Query("find by key, as of before", store -> then.find(some.key()).stream().count()),
        new Query("history of one", store -> store.history(some.key()).size()),
        new Query("rare, first 100", store -> store.page(rare, 100, null).rows().size()),
        new Query("rare, all", store -> store.findAll(rare).size()),
        new Query("rare and another, all", store -> store.findAll(two).size()),
        new Query("a third, first 100", store -> store.page(third, 100, null).rows().size()),
        new Query("two broad, first 100", store -> store.page(both, 100, null).rows().size()),
        new Query("key absent, first 100", store -> store.page(without, 100, null).rows().size()),
        new Query("5 %, first 100", store -> store.page(moved, 100, null).rows().size()),
        new Query("5 %, count", store -> store.count(moved)),
        new Query("rare, as of before, all", store -> then.findAll(rare).size()),
        new Query(
            "a third, as of before, first 100", store -> then.page(third, 100, null).rows().size()),
        new Query(
            "all, as of before, first 100",
            store -> then.page(ResourceQuery.all(), 100, null).rows().size()),
        new Query("first 100 changes since", store -> changes(store)),
        new Query("pending, first 500", store -> outbox.pending(500, Long.MAX_VALUE).size()));
  }

  private static long changes(ResourceStore store) {
    try (Stream<ResourceChange> changes = store.changesBetween(BETWEEN, CHANGED.plusSeconds(1))) {
      return changes.limit(100).count();
    }
  }

  private static void report(long size, String name, Map<String, Timing> column) {
    System.out.printf(
        Locale.ROOT, "%,d  %s  %s%n", size, name, Objects.requireNonNull(column.get(name)).text());
  }
}
