// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.Database;
import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.Page;
import io.agentstorage.core.store.PageToken;
import io.agentstorage.core.store.ResourceOrder;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.core.store.ResourceView;
import io.agentstorage.repo.ResourceConditions;
import io.agentstorage.repo.ResourceRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database answers a selector as {@link LabelSelector#matches} does, whichever way it is asked, on every database. */
public abstract class LabelSelectorSuite {
  private static final Instant START = Instant.parse("2026-02-03T04:05:06.789Z");

  /** Each failure names its selector; this one makes them all again. */
  private static final long SEED = 20260203;

  private static final int PAGE = 7;

  private final TestClock clock = new TestClock(START);
  private final Random random = new Random(SEED);
  private final RandomLabels labels = new RandomLabels(random);
  private Database database;
  private ResourceStore store;
  private ResourceConditions conditions;

  /** For subclasses. */
  protected LabelSelectorSuite() {}

  /**
   * Opens a fresh, empty database.
   *
   * @return the database; the suite closes it
   */
  protected abstract Database openDatabase();

  /**
   * How many random cases are tried where another database has tried them all. Fewer where each takes long.
   *
   * @param all how many there are
   * @return how many to try, all unless a subclass says otherwise
   */
  protected int cases(int all) {
    return all;
  }

  @BeforeEach
  void open() {
    database = openDatabase();
    store = new ResourceRepository(database, clock);
    conditions = new ResourceConditions(database.cluster());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static ResourceTags pod(String name, @Nullable Map<String, String> labels) {
    return ResourceTags.builder(ResourceType.POD, name).namespace("shop").labels(labels).build();
  }

  @Test
  void eachOperatorMeansWhatItMeansToKubernetes() {
    store.create(pod("absent", null));
    store.create(pod("empty", Map.of()));
    store.create(pod("web", Map.of("app", "web", "replicas", "3")));
    store.create(pod("api", Map.of("app", "api", "replicas", "010", "legacy", "")));
    store.create(pod("many", Map.of("app", "", "replicas", "9223372036854775808")));
    store.create(pod("odd", Map.of("app", "Web", "replicas", "3.0")));
    Map<String, List<String>> expected = new LinkedHashMap<>();
    expected.put("", List.of("absent", "api", "empty", "many", "odd", "web"));
    expected.put("app=web", List.of("web"));
    expected.put("app==web", List.of("web"));
    expected.put("app=", List.of("many"));
    expected.put("app!=web", List.of("absent", "api", "empty", "many", "odd"));
    expected.put("app in (web,api)", List.of("api", "web"));
    expected.put("app in (web,)", List.of("many", "web"));
    expected.put("app notin (web,api)", List.of("absent", "empty", "many", "odd"));
    expected.put("app", List.of("api", "many", "odd", "web"));
    expected.put("!app", List.of("absent", "empty"));
    expected.put("replicas>3", List.of("api"));
    expected.put("replicas<4", List.of("web"));
    expected.put("replicas<11", List.of("api", "web"));
    expected.put("app,!legacy,replicas>0", List.of("web"));
    expected.put("app,legacy", List.of("api"));
    expected.put("app=web,app=api", List.of());
    expected.put("nowhere", List.of());
    expected.put("!nowhere,app=web", List.of("web"));

    expected.forEach(
        (text, names) -> {
          LabelSelector selector = LabelSelector.parse(text);
          assertThat(names(store.findAll(selector))).as(text).isEqualTo(names);
          assertAnswered(selector, names);
        });
  }

  /**
   * Asks for a selector in every way there is.
   *
   * @param selector the selector
   * @param names the names of the resources that must be found, in order
   */
  private void assertAnswered(LabelSelector selector, List<String> names) {
    String what = "\"" + selector + "\"";
    ResourceQuery query = ResourceQuery.where(selector);
    assertThat(names(store.findAll(query))).as("find all " + what).isEqualTo(names);
    assertThat(store.count(query)).as("count " + what).isEqualTo(names.size());
    assertThat(named(conditions.labels(selector))).as("typed query " + what).isEqualTo(names);
    assertThat(database.dsl().fetchCount(RESOURCE_TAGS, DSL.not(conditions.labels(selector))))
        .as("all others than " + what)
        .isEqualTo(database.dsl().fetchCount(RESOURCE_TAGS) - names.size());
    assertThat(store.findFirst(query).map(ResourceTags::name))
        .as("find first " + what)
        .isEqualTo(names.stream().findFirst());
  }

  private void assertWalked(ResourceView view, LabelSelector selector, List<String> names) {
    for (ResourceOrder order : ResourceOrder.values()) {
      String what = order + " \"" + selector + "\"";
      ResourceQuery query = ResourceQuery.where(selector).orderBy(order);
      List<ResourceTags> inOrder = view.findAll(query);
      assertThat(sortedNames(inOrder)).as("find all by " + what).isEqualTo(names);
      assertThat(walk(view, query)).as("pages by " + what).isEqualTo(inOrder);
      try (Stream<ResourceTags> stream = view.stream(query)) {
        assertThat(stream.toList()).as("stream by " + what).isEqualTo(inOrder);
      }
    }
  }

  private static List<ResourceTags> walk(ResourceView view, ResourceQuery query) {
    List<ResourceTags> rows = new ArrayList<>();
    PageToken token = null;
    do {
      Page<ResourceTags> page = view.page(query, PAGE, token);
      assertThat(page.rows()).hasSizeLessThanOrEqualTo(PAGE);
      rows.addAll(page.rows());
      if (token != null) {
        assertThat(page.next()).as("the place of the next page").isNotEqualTo(token);
      }
      token = page.next();
    } while (token != null);
    return rows;
  }

  private static List<String> names(List<ResourceTags> resources) {
    return resources.stream().map(ResourceTags::name).toList();
  }

  private static List<String> sortedNames(List<ResourceTags> resources) {
    return resources.stream().map(ResourceTags::name).sorted().toList();
  }

  private List<String> named(Condition condition) {
    return database
        .dsl()
        .select(RESOURCE_TAGS.NAME)
        .from(RESOURCE_TAGS)
        .where(RESOURCE_TAGS.CLUSTER_ID.eq(database.cluster()))
        .and(condition)
        .orderBy(RESOURCE_TAGS.NAME)
        .fetch(RESOURCE_TAGS.NAME);
  }

  @Test
  void anySelectorFindsWhatItMatches() {
    List<ResourceTags> pods =
        IntStream.range(0, 300).mapToObj(i -> pod("web-" + i, labels.labels())).toList();
    store.bulkLoad(pods.stream(), BulkLoadOptions.defaults());
    for (int i = 0; i < cases(1000); i++) {
      LabelSelector selector = labels.selector();
      List<String> names =
          pods.stream()
              .filter(pod -> selector.matches(pod.labels()))
              .map(ResourceTags::name)
              .sorted()
              .toList();

      assertAnswered(selector, names);
      if (i % 25 == 0) {
        assertWalked(store, selector, names);
      }
    }
  }

  @Test
  void anySelectorOnMetricLabelsFindsWhatItMatches() {
    List<ResourceTags> pods =
        IntStream.range(0, 200)
            .mapToObj(
                i ->
                    pod("web-" + i, labels.labels()).toBuilder()
                        .metricLabels(labels.labels())
                        .build())
            .toList();
    store.bulkLoad(pods.stream(), BulkLoadOptions.defaults());
    for (int i = 0; i < cases(500); i++) {
      LabelSelector selector = labels.selector();
      LabelSelector onLabels = i % 2 == 0 ? LabelSelector.everything() : labels.selector();
      Condition condition = conditions.metricLabels(selector);
      List<String> names =
          pods.stream()
              .filter(pod -> selector.matches(pod.metricLabels()))
              .filter(pod -> onLabels.matches(pod.labels()))
              .map(ResourceTags::name)
              .sorted()
              .toList();

      ResourceQuery query = ResourceQuery.where(condition).labels(onLabels);
      String what = "metric labels \"" + selector + "\", labels \"" + onLabels + "\"";
      assertThat(names(store.findAll(query))).as(what).isEqualTo(names);
      assertThat(names(walk(store, query))).as(what).isEqualTo(names);
      assertThat(store.count(query)).as(what).isEqualTo(names.size());
      assertThat(named(condition.and(conditions.labels(onLabels)))).as(what).isEqualTo(names);
    }
  }

  @Test
  void anySelectorFindsWhatItMatchedThen() {
    TreeMap<Instant, Map<String, ResourceTags>> states = new TreeMap<>();
    Map<String, ResourceTags> now = new TreeMap<>();
    states.put(START.minusMillis(1), Map.of());
    for (int i = 0; i < cases(400); i++) {
      clock.advance(Duration.ofMillis(random.nextInt(3)));
      change(now);
      states.put(clock.instant(), new TreeMap<>(now));
    }
    long lasted = Duration.between(START, clock.instant()).toMillis();
    for (int i = 0; i < cases(400); i++) {
      Instant time = START.plusMillis(random.nextLong(lasted + 3) - 1);
      LabelSelector selector = labels.selector();
      List<String> names =
          states.floorEntry(time).getValue().values().stream()
              .filter(pod -> selector.matches(pod.labels()))
              .map(ResourceTags::name)
              .toList();

      ResourceView then = store.asOf(time);
      String what = "\"" + selector + "\" as of " + time;
      assertThat(names(then.findAll(selector))).as(what).isEqualTo(names);
      assertThat(then.count(ResourceQuery.where(selector))).as(what).isEqualTo(names.size());
      assertThat(names(then.findAll(conditions.labels(selector)))).as(what).isEqualTo(names);
      if (i % 20 == 0) {
        assertWalked(then, selector, names);
      }
    }
  }

  private void change(Map<String, ResourceTags> now) {
    String name = "web-" + random.nextInt(60);
    if (random.nextInt(6) == 0) {
      store.delete(pod(name, null).key(), null);
      now.remove(name);
    } else {
      ResourceTags pod = pod(name, labels.labels());
      store.upsert(pod);
      now.put(name, pod);
    }
  }
}
