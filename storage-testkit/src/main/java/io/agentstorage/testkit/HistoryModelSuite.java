// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.DuplicateKeyException;
import io.agentstorage.core.error.NotFoundException;
import io.agentstorage.core.model.ResourceChange;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceRevision;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.Page;
import io.agentstorage.core.store.PageToken;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.core.store.ResourceView;
import io.agentstorage.repo.ResourceRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * What a resource store remembers is what happened: a long random sequence of writes, on a database and on a model in
 * memory that was written without a look at the store, on every database. The seed is the name of the test.
 */
public abstract class HistoryModelSuite {
  private static final Instant START = Instant.parse("2026-02-03T04:05:06.789Z");
  private static final int OPERATIONS = 2_000;
  private static final int NAMES = 12;

  private final TestClock clock = new TestClock(START);
  private Database database;
  private ResourceStore store;
  private Random random = new Random(0);
  private HistoryModel model = new HistoryModel();

  /** For subclasses. */
  protected HistoryModelSuite() {}

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
  }

  @AfterEach
  void close() {
    database.close();
  }

  @RepeatedTest(value = 3, name = "seed {currentRepetition}")
  void theStoreRemembersWhatHappened(RepetitionInfo repetition) {
    random = new Random(repetition.getCurrentRepetition());
    model = new HistoryModel();
    for (int i = 0; i < cases(OPERATIONS); i++) {
      clock.set(clock.instant().plusMillis(random.nextInt(12) == 0 ? -5 : random.nextInt(4)));
      write();
      if (i % 500 == 499) {
        assertRemembered();
      }
    }
  }

  private void write() {
    switch (random.nextInt(10)) {
      case 0 -> create(any());
      case 1, 2, 3 -> upsert(any());
      case 4 -> upsert(asItIs());
      case 5 -> update(any());
      case 6 -> deleteByKey();
      case 7 -> deleteById();
      case 8 -> bulkLoad();
      default -> rollBack();
    }
  }

  private ResourceTags any() {
    int name = random.nextInt(NAMES);
    return ResourceTags.builder(name % 3 == 0 ? ResourceType.NODE : ResourceType.POD, "n-" + name)
        .namespace(name % 3 == 0 ? null : "ns-" + name % 2)
        .uid(random.nextInt(4) == 0 ? null : "uid-" + random.nextInt(2))
        .labels(random.nextInt(5) == 0 ? null : Map.of("team", "t-" + random.nextInt(3)))
        .annotations(random.nextInt(3) == 0 ? Map.of("note", "n-" + random.nextInt(2)) : null)
        .metricLabels(random.nextInt(3) == 0 ? Map.of("m", "m-" + random.nextInt(2)) : null)
        .build();
  }

  /** Something that is stored, so that nothing changes. */
  private ResourceTags asItIs() {
    List<HistoryModel.Life> alive = model.alive();
    return alive.isEmpty() ? any() : alive.get(random.nextInt(alive.size())).last().tags();
  }

  private void create(ResourceTags resource) {
    if (model.alive(resource.key()) == null) {
      model.put(resource, clock.instant(), store.create(resource).id());
    } else {
      assertThatThrownBy(() -> store.create(resource)).isInstanceOf(DuplicateKeyException.class);
    }
  }

  private void upsert(ResourceTags resource) {
    model.put(resource, clock.instant(), store.upsert(resource).id());
  }

  private void update(ResourceTags resource) {
    HistoryModel.Life alive = model.alive(resource.key());
    if (alive == null) {
      assertThatThrownBy(() -> store.update(resource)).isInstanceOf(NotFoundException.class);
    } else {
      ResourceTags given =
          random.nextBoolean() ? resource : resource.toBuilder().id(alive.id()).build();
      model.put(resource, clock.instant(), store.update(given).id());
    }
  }

  private void deleteByKey() {
    ResourceKey key = any().key();
    boolean was = model.end(key, clock.instant());
    assertThat(store.delete(key, null).isPresent()).isEqualTo(was);
  }

  private void deleteById() {
    List<HistoryModel.Life> lives =
        model.lives().stream().filter(life -> !life.idIsUnknown()).toList();
    if (!lives.isEmpty()) {
      HistoryModel.Life life = lives.get(random.nextInt(lives.size()));
      boolean was = life.equals(model.alive(life.key())) && model.end(life.key(), clock.instant());
      assertThat(store.delete(life.id())).isEqualTo(was);
    }
  }

  /** The same key may come twice, and with another uid. */
  private void bulkLoad() {
    List<ResourceTags> resources =
        IntStream.range(0, random.nextInt(6)).mapToObj(i -> any()).toList();
    store.bulkLoad(resources.stream(), BulkLoadOptions.defaults().chunkRows(1 + random.nextInt(6)));
    resources.forEach(resource -> model.put(resource, clock.instant(), null));
    // The ids are the store's; those of lives that came and went within the load are not asked.
    model.alive().stream()
        .filter(life -> life.idIsUnknown())
        .forEach(life -> life.setId(id(store.find(life.key()).orElseThrow())));
  }

  /** Writes in a transaction, and more in an inner one, of which nothing stays. */
  private void rollBack() {
    ResourceTags kept = any();
    database.write(
        tx -> {
          upsert(kept);
          assertThatThrownBy(
                  () ->
                      database.write(
                          inner -> {
                            store.upsert(any());
                            store.delete(any().key(), null);
                            store.bulkLoad(Stream.of(any(), any()), BulkLoadOptions.defaults());
                            throw new IllegalStateException("on purpose");
                          }))
              .hasMessage("on purpose");
          return null;
        });
  }

  private static ResourceId id(ResourceTags resource) {
    return Objects.requireNonNull(resource.id());
  }

  private void assertRemembered() {
    assertHistories();
    for (int i = 0; i < 40; i++) {
      assertRememberedAsOf(anyTime());
    }
    assertThat(sorted(store.findAll(DSL.noCondition()))).isEqualTo(model.now());
    for (int i = 0; i < 20; i++) {
      Instant one = anyTime();
      Instant other = anyTime();
      Instant from = one.isBefore(other) ? one : other;
      Instant to = one.isBefore(other) ? other : one;
      assertThat(changes(from, to).stream().map(HistoryModel::text))
          .as("changes from %s to %s", from, to)
          .containsExactlyInAnyOrderElementsOf(model.changes(from, to));
    }
    assertAllChangesLeadToNow();
  }

  private Instant anyTime() {
    long lasted = model.latest(START).toEpochMilli() - START.toEpochMilli();
    return START.plusMillis(random.nextLong(lasted + 20) - 10);
  }

  private void assertHistories() {
    for (ResourceKey key : model.keys()) {
      List<ResourceRevision> history = store.history(key);
      assertThat(history.stream().map(HistoryModel::text))
          .as("history of %s", key)
          .isEqualTo(model.history(key));
      for (int i = 1; i < history.size(); i++) {
        assertThat(history.get(i - 1).to()).as("end of %s", history.get(i - 1)).isNotNull();
        assertThat(history.get(i).from()).isAfterOrEqualTo(history.get(i - 1).to());
      }
    }
    for (HistoryModel.Life life : model.lives()) {
      if (!life.idIsUnknown()) {
        assertThat(store.history(life.id()).stream().map(HistoryModel::text))
            .as("history of %s", life.id())
            .isEqualTo(life.history());
      }
    }
  }

  private void assertRememberedAsOf(Instant time) {
    ResourceView then = store.asOf(time);
    List<String> held = model.asOf(time);
    assertThat(sorted(then.findAll(DSL.noCondition()))).as("as of %s", time).isEqualTo(held);
    assertThat(then.count()).as("count as of %s", time).isEqualTo(held.size());
    assertThat(sorted(walk(then))).as("pages as of %s", time).isEqualTo(held);
    assertThat(sorted(then.findAll(RESOURCE_TAGS.TYPE.eq(ResourceType.NODE))))
        .as("nodes as of %s", time)
        .isEqualTo(held.stream().filter(text -> text.startsWith("Node")).toList());
    ResourceKey key = any().key();
    assertThat(then.find(key).map(HistoryModel::text))
        .as("%s as of %s", key, time)
        .isEqualTo(held.stream().filter(text -> text.startsWith(key + " ")).findFirst());
  }

  private static List<ResourceTags> walk(ResourceView view) {
    List<ResourceTags> rows = new ArrayList<>();
    PageToken token = null;
    do {
      Page<ResourceTags> page = view.page(ResourceQuery.all(), 3, token);
      rows.addAll(page.rows());
      if (token != null) {
        assertThat(page.next()).as("the place of the next page").isNotEqualTo(token);
      }
      token = page.next();
    } while (token != null);
    assertThat(rows).isEqualTo(view.findAll(ResourceQuery.all()));
    return rows;
  }

  private static List<String> sorted(List<ResourceTags> resources) {
    return resources.stream().map(HistoryModel::text).sorted().toList();
  }

  private List<ResourceChange> changes(Instant from, Instant to) {
    try (Stream<ResourceChange> changes = store.changesBetween(from, to)) {
      List<ResourceChange> list = changes.toList();
      assertThat(list).isSortedAccordingTo(Comparator.comparing(ResourceChange::at));
      return list;
    }
  }

  /** Applied by key, as a receiver would that knows of no ids. */
  private void assertAllChangesLeadToNow() {
    Map<ResourceKey, ResourceTags> state = new HashMap<>();
    for (ResourceChange change :
        changes(START.minusSeconds(60), model.latest(START).plusMillis(1))) {
      ResourceKey key = change.resource().key();
      assertThat(Optional.ofNullable(state.remove(key)))
          .as("before %s", change)
          .isEqualTo(Optional.ofNullable(change.before()));
      ResourceTags after = change.after();
      if (after != null) {
        state.put(key, after);
      }
    }
    assertThat(sorted(List.copyOf(state.values()))).isEqualTo(model.now());
  }
}
