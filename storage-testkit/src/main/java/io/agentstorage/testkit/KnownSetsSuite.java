// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static io.agentstorage.codegen.Tables.LABEL_SET;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.Database;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store remembers which sets of labels are stored: never longer than that is true, on every database. */
public abstract class KnownSetsSuite {
  private static final Map<String, String> LABELS = Map.of("app", "web", "team", "core");

  private Database database;
  private ResourceStore store;
  private ResourceStore other;

  /** For subclasses. */
  protected KnownSetsSuite() {}

  /** Thrown by a block to have it undone. */
  private static final class Undo extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Opens a fresh, empty database.
   *
   * @return the database; the suite closes it
   */
  protected abstract Database openDatabase();

  @BeforeEach
  void open() {
    database = openDatabase();
    store = new ResourceRepository(database, Clock.systemUTC());
    other = new ResourceRepository(database, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static ResourceTags node(String name, Map<String, String> labels) {
    return ResourceTags.builder(ResourceType.NODE, name)
        .labels(labels)
        .annotations(Map.of("of", labels.toString()))
        .build();
  }

  /** Also what would be stored under a number that is believed to be free, or another set's. */
  private void assertThatAllIsStoredRight() {
    store.upsert(node("web", LABELS));
    store.upsert(node("api", Map.of("app", "api")));
    store.upsert(node("also-web", LABELS));
    assertThat(store.findAll(RESOURCE_TAGS.NAME.in("web", "api", "also-web")))
        .extracting(ResourceTags::labels)
        .containsExactly(LABELS, Map.of("app", "api"), LABELS);
    assertThat(store.findAll(RESOURCE_TAGS.NAME.eq("api")))
        .extracting(ResourceTags::annotations)
        .containsExactly(node("api", Map.of("app", "api")).annotations());
  }

  @Test
  void whatATransactionStoredIsForgottenWhenItIsUndone() {
    assertThatThrownBy(
            () ->
                database.write(
                    tx -> {
                      store.upsert(node("lost", LABELS));
                      throw new Undo();
                    }))
        .isInstanceOf(Undo.class);

    assertThatAllIsStoredRight();
  }

  @Test
  void whatAnInnerBlockStoredIsForgottenWhenItIsUndone() {
    database.write(
        tx -> {
          assertThatThrownBy(
                  () ->
                      database.write(
                          inner -> {
                            store.upsert(node("lost", LABELS));
                            throw new Undo();
                          }))
              .isInstanceOf(Undo.class);
          store.upsert(node("web", LABELS));
          return null;
        });

    assertThatAllIsStoredRight();
  }

  @Test
  void whatIsDeletedIsStoredAgain() {
    store.upsert(node("web", LABELS));
    store.deleteAll();

    assertThatAllIsStoredRight();
  }

  @Test
  void whatAnotherStoreDeletedAndNumberedAnewIsLookedUpAgain() {
    store.upsert(node("web", LABELS));
    other.deleteAll();
    other.upsert(node("first", Map.of("app", "first")));

    assertThatAllIsStoredRight();
  }

  @Test
  void aWriteThatFailsBetweenLeavesNothingBehind() {
    store.create(node("web", LABELS));
    for (Map<String, String> labels : List.of(LABELS, Map.of("app", "other"))) {
      assertThatThrownBy(() -> store.create(node("web", labels))).isNotNull();
    }

    assertThat(database.dsl().fetchCount(LABEL_SET)).isEqualTo(1);
    assertThatAllIsStoredRight();
  }
}
