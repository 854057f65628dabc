// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.Outbox;
import io.agentstorage.core.store.PageToken;
import io.agentstorage.core.store.ResourceOrder;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.core.store.ResourceView;
import io.agentstorage.repo.OutboxRepository;
import io.agentstorage.repo.ResourceConditions;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.testkit.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * How SQLite answers what is asked most, with the statistics that a new file has, as in an agent that never ran ANALYZE.
 * The plans are compared with a file, so that a query that loses its index is seen in review. After an intended change, or with another
 * version of SQLite: {@code ./mvnw test -pl storage-sqlite -am -Dtest=QueryPlanTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.write=true}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryPlanTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/plans.txt");
  private static final Instant START = Instant.parse("2026-02-03T04:05:06.789Z");

  /** More than a page takes from the index and sorts. */
  private static final int MANY = 5_001;

  /** The name jOOQ gives to what it counts; first_rows are as many as a page has, or some times that. */
  private static final String COUNTED_FOR_A_MOMENT = "t";

  private static final Pattern WHOLE_CLUSTER =
      Pattern.compile(
          "^SEARCH (resource_tags|resource_history|before|after|\\w+_entry)"
              + " .*\\(cluster_id=\\?\\)");

  private static final LabelSelector FEW_MATCH = LabelSelector.parse("app=web-7,team");
  private static final LabelSelector MANY_MATCH = LabelSelector.parse("team=core,!legacy");
  private static final LabelSelector NONE_NEEDED = LabelSelector.parse("team!=core,!legacy");

  private final TestClock clock = new TestClock(START);
  private final Map<String, List<String>> plans = new LinkedHashMap<>();
  private RecordingDatabase database;
  private Connection raw;

  @BeforeAll
  void askEverything(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("agent.db");
    database = new RecordingDatabase(SqliteDatabase.open(file));
    raw = Raw.connect(file);
    ResourceStore store = new ResourceRepository(database, clock);
    store.bulkLoad(
        IntStream.range(0, MANY).mapToObj(QueryPlanTest::pod), BulkLoadOptions.defaults());
    database.taken();
    askForResources(store);
    askForPages(store);
    askForThePast(store);
    askTheOutbox(new OutboxRepository(database));
    write(store);
  }

  private static ResourceTags pod(int number) {
    return ResourceTags.builder(ResourceType.POD, "web-" + number)
        .namespace("shop")
        .uid("uid-" + number)
        .labels(Map.of("app", "web-" + number % 1000, "team", "core"))
        .build();
  }

  private void askForResources(ResourceStore store) throws Exception {
    ResourceId id = Objects.requireNonNull(store.find(pod(0).key()).orElseThrow().id());
    plan("find by key");
    store.get(id);
    plan("get by id");
    store.findAll(FEW_MATCH);
    plan("find all, selector");
    store.findAll(LabelSelector.parse("app in (web-1,web-2),team=core,app"));
    plan("find all, selector of which two requirements can lead");
    store.findAll(NONE_NEEDED);
    plan("find all, selector of which no requirement can lead");
    store.findAll(LabelSelector.parse("replicas>3"));
    plan("find all, selector of a number");
    store.findAll(new ResourceConditions(database.cluster()).metricLabels(FEW_MATCH));
    plan("find all, selector on metric labels");
    store.findAll(RESOURCE_TAGS.TYPE.eq(ResourceType.POD).and(RESOURCE_TAGS.NAMESPACE.eq("shop")));
    plan("find all, namespace");
    store.count(ResourceQuery.where(FEW_MATCH));
    plan("count, selector");
    drain(store.stream(ResourceQuery.where(FEW_MATCH)));
    plan("stream, selector");
  }

  private void askForPages(ResourceStore store) throws Exception {
    for (ResourceOrder order : ResourceOrder.values()) {
      ResourceQuery all = ResourceQuery.all().orderBy(order);
      PageToken token = Objects.requireNonNull(store.page(all, 2, null).next());
      plan("first page by " + order);
      store.page(all, 2, token);
      plan("next page by " + order);
      store.page(all.labels(FEW_MATCH), 2, token);
      plan("next page by " + order + ", selector, few match");
      store.page(all.labels(MANY_MATCH), 2, null);
      plan("first page by " + order + ", selector, many match");
      store.page(all.labels(MANY_MATCH), 2, token);
      plan("next page by " + order + ", selector, many match");
    }
  }

  private void askForThePast(ResourceStore store) throws Exception {
    ResourceView before = store.asOf(START);
    ResourceId id = Objects.requireNonNull(before.find(pod(0).key()).orElseThrow().id());
    plan("as of, find by key");
    before.get(id);
    plan("as of, get by id");
    before.findAll(FEW_MATCH);
    plan("as of, find all, selector");
    before.count(ResourceQuery.where(FEW_MATCH));
    plan("as of, count, selector");
    PageToken token = Objects.requireNonNull(before.page(ResourceQuery.all(), 2, null).next());
    plan("as of, first page");
    before.page(ResourceQuery.all(), 2, token);
    plan("as of, next page");
    before.page(ResourceQuery.where(FEW_MATCH), 2, token);
    plan("as of, next page, selector, few match");
    store.history(pod(0).key());
    plan("history by key");
    store.history(id);
    plan("history by id");
    drain(store.changesBetween(START, START.plusSeconds(1)));
    plan("changes between");
  }

  private void askTheOutbox(Outbox outbox) throws Exception {
    outbox.pending(100, 1_000_000);
    plan("outbox, pending resources, then ends");
    outbox.status();
    plan("outbox, status");
    outbox.acknowledge(outbox.pending(1, 1), START);
    database.taken().stream()
        .filter(statement -> statement.sql().startsWith("update"))
        .forEach(statement -> explain("outbox, acknowledge a resource", statement));
  }

  private void write(ResourceStore store) throws Exception {
    store.upsert(pod(-1));
    plan("upsert, new");
    store.upsert(pod(0));
    plan("upsert, unchanged");
    store.upsert(pod(0).toBuilder().labels(Map.of("app", "other")).build());
    plan("upsert, changed");
    store.delete(pod(0).key(), null);
    plan("delete");
    Outbox outbox = new OutboxRepository(database);
    outbox.acknowledge(
        outbox.pending(MANY + 2, Long.MAX_VALUE).stream()
            .filter(entry -> entry.end() != null)
            .toList(),
        START);
    database.taken().stream()
        .filter(statement -> statement.sql().startsWith("update"))
        .forEach(statement -> explain("outbox, acknowledge an end", statement));
    store.bulkLoad(Stream.of(pod(-2), pod(1)), BulkLoadOptions.defaults());
    plan("bulk load");
  }

  private static void drain(Stream<?> stream) {
    try (stream) {
      assertThat(stream.count()).isNotNegative();
    }
  }

  private void plan(String name) {
    database.taken().forEach(statement -> explain(name, statement));
    assertThat(plans).as("something was run").containsKey(name);
  }

  private void explain(String name, RecordingDatabase.Statement statement) {
    List<String> lines = plans.computeIfAbsent(name, ignored -> new ArrayList<>());
    lines.add("  " + statement.sql().replaceAll("^(\\w+).*", "$1"));
    try (PreparedStatement explain =
        raw.prepareStatement("EXPLAIN QUERY PLAN " + statement.sql())) {
      statement.bindTo(explain);
      Map<Integer, Integer> depths = new HashMap<>(Map.of(0, 1));
      try (ResultSet rows = explain.executeQuery()) {
        while (rows.next()) {
          int depth = depths.getOrDefault(rows.getInt("parent"), 0) + 1;
          depths.put(rows.getInt("id"), depth);
          lines.add("  ".repeat(depth) + rows.getString("detail"));
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException(name + ": " + statement.sql(), e);
    }
  }

  @AfterAll
  void close() throws Exception {
    raw.close();
    database.close();
  }

  @Test
  void theyAreThoseOfTheGoldenFile() throws Exception {
    StringBuilder text = new StringBuilder();
    plans.forEach(
        (name, lines) ->
            text.append(name).append('\n').append(String.join("\n", lines)).append("\n\n"));
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, text);
    }

    assertThat(text.toString())
        .as("if the change is intended, run again with -Dgolden.write=true")
        .isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void nothingIsReadFromEndToEnd() {
    assertThat(where(line -> line.startsWith("SCAN ")))
        .allSatisfy(
            found ->
                assertThat(found)
                    .matches(".*: SCAN (CONSTANT ROW|first_rows|" + COUNTED_FOR_A_MOMENT + ")"));
  }

  /** All rows of a cluster are all rows of an embedded database. */
  @Test
  void noQueryReadsAllRowsOfAClusterExceptTheBeginningOfAnOrder() {
    assertThat(where(line -> WHOLE_CLUSTER.matcher(line).find()))
        .isNotEmpty()
        .allSatisfy(
            found ->
                assertThat(found)
                    .matches(
                        ".*first page.*"
                            + "|.*_unsent_ix .*" // what is to be sent, and nothing else
                            + "|.*COVERING INDEX resource_history_ended_ix .*")); // its last entry
  }

  /** Only what a selector found, or the revisions of one resource, are sorted; or rows of one millisecond. */
  @Test
  void whatAnIndexHasInOrderIsNotSorted() {
    assertThat(where(line -> line.equals("USE TEMP B-TREE FOR ORDER BY")))
        .allSatisfy(found -> assertThat(found).matches(".*(selector|history by|as of, get).*"))
        .noneSatisfy(found -> assertThat(found).contains("many match"));
  }

  /** All entries of the cluster would be read for it, which takes longer than a page. */
  @Test
  void noFilterIsMadeOfATable() {
    assertThat(where(line -> line.startsWith("BLOOM FILTER ON"))).isEmpty();
  }

  @Test
  void whatIsToBeSentIsReadFromTheIndexOfWhatIsNotSent() {
    assertThat(where(line -> line.contains("_unsent_ix")))
        .extracting(found -> found.replaceAll(" USING.*", ""))
        .containsExactly(
            "outbox, pending resources, then ends: SEARCH resource_tags",
            "outbox, pending resources, then ends: SEARCH resource_tags",
            "outbox, status: SEARCH resource_tags",
            "outbox, status: SEARCH resource_tags");
  }

  @Test
  void aSelectorLeadsFromItsLabelsToTheResources() {
    assertThat(plans.keySet())
        .filteredOn(name -> name.contains("selector") && !name.contains("many match"))
        .isNotEmpty()
        .allSatisfy(
            name ->
                assertThat(plans.get(name))
                    .as(name)
                    .anyMatch(line -> line.matches(".*SEARCH resource_tags .*labels_id=\\?.*"))
                    .noneMatch(
                        line -> line.matches(".*SEARCH resource_tags .*(_2|_updated_ix) .*")));
  }

  /** Lines of plans, each after the name of its query. */
  private List<String> where(Predicate<String> wanted) {
    List<String> found = new ArrayList<>();
    plans.forEach(
        (name, lines) ->
            lines.stream()
                .map(String::strip)
                .filter(wanted)
                .forEach(line -> found.add(name + ": " + line)));
    return found;
  }
}
