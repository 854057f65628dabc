// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.agentstorage.core.Database;
import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.Page;
import io.agentstorage.core.store.PageToken;
import io.agentstorage.core.store.ResourceOrder;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.core.store.ResourceView;
import io.agentstorage.repo.ResourceConditions;
import io.agentstorage.repo.ResourceRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Record2;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How resources are asked for: conditions, orders, pages, typed queries, on every database. */
public abstract class ResourceQuerySuite {
  private static final Instant START = Instant.parse("2026-02-03T04:05:06.789Z");

  private final TestClock clock = new TestClock(START);
  private Database database;
  private ResourceStore store;
  private ResourceConditions conditions;

  /** For subclasses. */
  protected ResourceQuerySuite() {}

  /**
   * Opens a fresh, empty database.
   *
   * @return the database; the suite closes it
   */
  protected abstract Database openDatabase();

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

  private static ResourceTags pod(String namespace, String name) {
    return ResourceTags.builder(ResourceType.POD, name)
        .namespace(namespace)
        .labels(Map.of("app", name))
        .build();
  }

  private static ResourceTags node(String name) {
    return ResourceTags.builder(ResourceType.NODE, name).uid("uid-of-" + name).build();
  }

  private Instant after(int seconds) {
    return START.plusSeconds(seconds);
  }

  private void upsertAt(int seconds, ResourceTags resource) {
    clock.set(after(seconds));
    store.upsert(resource);
  }

  private static List<String> names(List<ResourceTags> resources) {
    return resources.stream().map(ResourceTags::name).toList();
  }

  private List<String> found(Condition condition) {
    return names(store.findAll(condition));
  }

  private void storeSix() {
    upsertAt(0, pod("shop", "c"));
    upsertAt(10, pod("back", "d"));
    upsertAt(20, node("b"));
    upsertAt(30, pod("shop", "a"));
    upsertAt(40, node("f"));
    upsertAt(50, pod("back", "e_1"));
    upsertAt(60, pod("shop", "c").toBuilder().uid("late").build());
  }

  @Test
  void conditionsAreOnTheColumnsOfTheTable() {
    storeSix();

    assertThat(found(RESOURCE_TAGS.TYPE.eq(ResourceType.NODE))).containsExactly("b", "f");
    assertThat(found(RESOURCE_TAGS.NAMESPACE.in("shop", "nowhere"))).containsExactly("a", "c");
    assertThat(found(RESOURCE_TAGS.NAME.like("e%"))).containsExactly("e_1");
    assertThat(found(RESOURCE_TAGS.NAME.like("E%"))).isEmpty();
    assertThat(found(RESOURCE_TAGS.RECORD_CREATED.between(after(10), after(30))))
        .containsExactly("b", "d", "a");
    assertThat(found(RESOURCE_TAGS.RECORD_UPDATED.gt(after(50)))).containsExactly("c");
    assertThat(found(RESOURCE_TAGS.UID.isNull())).containsExactly("d", "e_1", "a");
    assertThat(found(RESOURCE_TAGS.SENT_AT.isNotNull())).isEmpty();
    assertThat(found(RESOURCE_TAGS.REVISION.gt(1L))).containsExactly("c");
    assertThat(store.count(RESOURCE_TAGS.UID.isNull())).isEqualTo(3);
  }

  @Test
  void eachOrderIsTotalAndTheDefaultIsByKey() {
    storeSix();

    assertThat(names(store.findAll(ResourceQuery.all())))
        .containsExactly("b", "f", "d", "e_1", "a", "c");
    assertThat(names(store.findAll(ResourceQuery.all().orderBy(ResourceOrder.CREATED))))
        .containsExactly("c", "d", "b", "a", "f", "e_1");
    assertThat(names(store.findAll(ResourceQuery.all().orderBy(ResourceOrder.LAST_UPDATED))))
        .containsExactly("c", "e_1", "f", "a", "b", "d");
  }

  @Test
  void theFirstIsTheFirstInItsOrder() {
    storeSix();
    ResourceQuery pods = ResourceQuery.where(RESOURCE_TAGS.TYPE.eq(ResourceType.POD));

    for (ResourceOrder order : ResourceOrder.values()) {
      ResourceQuery query = pods.orderBy(order);
      assertThat(store.findFirst(query)).contains(store.findAll(query).get(0));
    }
    assertThat(store.findFirst(pods.and(RESOURCE_TAGS.NAME.eq("b")))).isEmpty();
    assertThat(store.findFirst(RESOURCE_TAGS.NAME.eq("f"))).map(ResourceTags::name).contains("f");
  }

  @Test
  void aPageMayBeAsLargeAsItGets() {
    assertThat(store.page(ResourceQuery.all(), Integer.MAX_VALUE, null).rows())
        .isEqualTo(store.findAll(ResourceQuery.all()));
  }

  @Test
  void pagesTogetherAreTheWholeAnswer() {
    storeSix();
    for (ResourceOrder order : ResourceOrder.values()) {
      ResourceQuery query = ResourceQuery.all().orderBy(order);
      for (int rows = 1; rows <= 7; rows++) {
        assertThat(walk(store, query, rows)).isEqualTo(store.findAll(query));
        assertThat(walk(store.asOf(after(45)), query, rows))
            .isEqualTo(store.asOf(after(45)).findAll(query));
      }
    }
    assertThat(store.asOf(after(45)).count()).isEqualTo(5);
    assertThat(store.page(ResourceQuery.all(), 6, null).next()).isNull();
    assertThatThrownBy(() -> store.page(ResourceQuery.all(), 0, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<ResourceTags> walk(ResourceView view, ResourceQuery query, int rows) {
    List<ResourceTags> all = new ArrayList<>();
    PageToken token = null;
    do {
      Page<ResourceTags> page = view.page(query, rows, token);
      assertThat(page.rows()).hasSizeLessThanOrEqualTo(rows);
      all.addAll(page.rows());
      if (token != null) {
        assertThat(page.next()).as("the place of the next page").isNotEqualTo(token);
      }
      token = page.next();
    } while (token != null);
    return all;
  }

  @Test
  void aTokenKeepsItsPlaceWhateverIsWrittenBetweenTwoPages() {
    for (String name : List.of("b", "d", "f", "h", "j")) {
      store.create(pod("shop", name));
    }
    Page<ResourceTags> first = store.page(ResourceQuery.all(), 2, null);
    assertThat(names(first.rows())).containsExactly("b", "d");

    store.create(pod("shop", "a"));
    store.create(pod("shop", "g"));
    store.delete(pod("shop", "d").key(), null); // the row of the token itself
    store.delete(pod("shop", "h").key(), null);
    upsertAt(10, pod("shop", "b").toBuilder().uid("changed").build());
    upsertAt(10, pod("shop", "j").toBuilder().uid("changed").build());

    Page<ResourceTags> second = store.page(ResourceQuery.all(), 2, first.next());
    assertThat(names(second.rows())).containsExactly("f", "g");
    Page<ResourceTags> third = store.page(ResourceQuery.all(), 2, second.next());
    assertThat(names(third.rows())).containsExactly("j");
    assertThat(third.rows().get(0).uid()).isEqualTo("changed");
    assertThat(third.next()).isNull();
  }

  @Test
  void aTokenIsText() {
    storeSix();
    for (ResourceOrder order : ResourceOrder.values()) {
      ResourceQuery query = ResourceQuery.all().orderBy(order);
      PageToken token = Objects.requireNonNull(store.page(query, 2, null).next());
      assertThat(token.text()).matches("[A-Za-z0-9_-]+");
      PageToken kept = new PageToken(String.valueOf(token));
      ResourceStore another = new ResourceRepository(database, clock);

      assertThat(another.page(query, 10, kept).rows())
          .isEqualTo(store.findAll(query).subList(2, 6));
    }
  }

  @Test
  void foreignTokensAndThoseOfAnotherOrderAreRefused() {
    storeSix();
    ResourceQuery byKey = ResourceQuery.all();
    ResourceQuery created = byKey.orderBy(ResourceOrder.CREATED);
    ResourceQuery updated = byKey.orderBy(ResourceOrder.LAST_UPDATED);
    PageToken ofKey = store.page(byKey, 1, null).next();

    for (ResourceQuery other : List.of(created, updated)) {
      assertThatThrownBy(() -> store.page(other, 1, ofKey))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("another order")
          .hasMessageContaining(other.order().name());
    }
    for (String text : List.of("", "!", "bm90IGpzb24", "e30", "eyJvcmRlciI6IktFWSJ9")) {
      assertThatThrownBy(() -> store.page(byKey, 1, new PageToken(text)))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("page");
    }
  }

  @Test
  void aStreamGivesItsConnectionBackWhenItIsClosed() {
    storeSix();
    // More than there are connections.
    for (int i = 0; i < 50; i++) {
      try (Stream<ResourceTags> some = store.stream(ResourceQuery.all())) {
        assertThat(some.findFirst()).map(ResourceTags::name).contains("b");
      }
      try (Stream<ResourceTags> all =
          store.stream(ResourceQuery.where(LabelSelector.parse("app")))) {
        assertThat(all).hasSize(4);
      }
    }
    assertThat(store.upsert(pod("shop", "new")).id()).isNotNull();
  }

  @Test
  void typedQueriesKeepTheirTypes() {
    storeSix();

    Result<Record2<ResourceType, Integer>> types =
        database
            .dsl()
            .select(RESOURCE_TAGS.TYPE, DSL.count())
            .from(RESOURCE_TAGS)
            .where(conditions.labels(LabelSelector.parse("app notin (a)")))
            .groupBy(RESOURCE_TAGS.TYPE)
            .orderBy(DSL.count())
            .fetch();
    assertThat(types)
        .extracting(Record2::value1, Record2::value2)
        .containsExactly(tuple(ResourceType.NODE, 2), tuple(ResourceType.POD, 3));
    Instant last =
        database
            .dsl()
            .select(DSL.max(RESOURCE_TAGS.RECORD_UPDATED))
            .from(RESOURCE_TAGS)
            .fetchSingle()
            .value1();
    assertThat(last).isEqualTo(after(60));
    Map<String, Map<String, String>> labels =
        database
            .dsl()
            .select(RESOURCE_TAGS.NAME, RESOURCE_TAGS.labels().LABELS)
            .from(RESOURCE_TAGS)
            .where(RESOURCE_TAGS.NAMESPACE.eq("shop"))
            .fetchMap(RESOURCE_TAGS.NAME, RESOURCE_TAGS.labels().LABELS);
    assertThat(labels).isEqualTo(Map.of("a", Map.of("app", "a"), "c", Map.of("app", "c")));
  }

  @Test
  void annotationsAreAskedForByKeyAndValue() {
    String large = "x".repeat(5000); // stored compressed
    store.create(node("absent"));
    store.create(node("empty").toBuilder().annotations(Map.of()).build());
    store.create(annotated("small", Map.of("note", "one", "it's", "größe")));
    store.create(annotated("large", Map.of("note", "two", "large", large)));
    store.create(annotated("blank", Map.of("note", "")));

    assertThat(found(conditions.annotationExists("note")))
        .containsExactly("blank", "large", "small");
    assertThat(found(conditions.annotationExists("large"))).containsExactly("large");
    assertThat(found(conditions.annotationExists("nowhere"))).isEmpty();
    assertThat(found(conditions.annotationEquals("note", "one"))).containsExactly("small");
    assertThat(found(conditions.annotationEquals("note", "two"))).containsExactly("large");
    assertThat(found(conditions.annotationEquals("note", ""))).containsExactly("blank");
    assertThat(found(conditions.annotationEquals("large", large))).containsExactly("large");
    assertThat(found(conditions.annotationEquals("it's", "größe"))).containsExactly("small");
    assertThat(found(DSL.not(conditions.annotationExists("note"))))
        .containsExactly("absent", "empty");
    assertThat(store.asOf(START).count(conditions.annotationExists("note"))).isEqualTo(3);
  }

  private static ResourceTags annotated(String name, Map<String, String> annotations) {
    return node(name).toBuilder().annotations(annotations).build();
  }

  @Test
  void metricLabelsAreAskedForAlone() {
    store.create(pod("shop", "a").toBuilder().metricLabels(Map.of("team", "core")).build());
    store.create(pod("shop", "b").toBuilder().labels(Map.of("team", "core")).build());

    assertThat(found(conditions.metricLabels(LabelSelector.parse("team=core"))))
        .containsExactly("a");
    assertThat(found(conditions.metricLabels(LabelSelector.parse("!team")))).containsExactly("b");
    assertThat(found(conditions.labels(LabelSelector.parse("team=core")))).containsExactly("b");
  }
}
