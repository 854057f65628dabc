// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import static io.agentstorage.codegen.Tables.LABEL_ENTRY;
import static io.agentstorage.codegen.Tables.LABEL_SET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.RejectedRow;
import io.agentstorage.core.store.ResourceStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Text that PostgreSQL cannot have. */
class NulCharacterTest {
  private PostgresDatabase database;
  private ResourceStore store;

  @BeforeEach
  void open() {
    database = TestDatabases.open();
    store = Faults.store(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static ResourceTags.Builder pod(String name) {
    return ResourceTags.builder(ResourceType.POD, name).namespace("shop");
  }

  private void assertRefused(ResourceTags resource, String state) {
    ConstraintViolationException failure =
        catchThrowableOfType(ConstraintViolationException.class, () -> store.create(resource));

    assertThat(failure).isNotNull();
    Faults.assertFailure(failure, state, false, "SQLSTATE " + state);
    assertThat(failure.getMessage()).doesNotContain("we");
    assertThat(store.count()).isZero();
    assertThat(database.dsl().fetchCount(LABEL_SET)).isZero();
  }

  @Test
  void aNameWithItIsRefused() {
    assertRefused(pod("we\0b").build(), "22021");
  }

  @Test
  void aLabelWithItIsRefused() {
    assertRefused(pod("web").labels(Map.of("app", "we\0b")).build(), "22P05");
  }

  @Test
  void anAnnotationWithItIsRefused() {
    assertRefused(pod("web").annotations(Map.of("note", "we\0b")).build(), "22P05");
  }

  @Test
  void aLoadRejectsJustTheRowsThatHaveIt() {
    List<ResourceTags> rows = new ArrayList<>(Faults.pods(10));
    rows.add(3, pod("we\0b").build());
    rows.add(7, pod("web").labels(Map.of("app", "we\0b")).build());
    List<RejectedRow<ResourceTags>> rejected = new ArrayList<>();

    BulkLoadReport report =
        store.bulkLoad(
            rows.iterator(), BulkLoadOptions.<ResourceTags>defaults().onReject(rejected::add));

    assertThat(report.inserted()).isEqualTo(10);
    assertThat(rejected).extracting(RejectedRow::position).containsExactly(3L, 7L);
    assertThat(rejected)
        .extracting(RejectedRow::reason)
        .hasOnlyElementsOfType(ConstraintViolationException.class);
    assertThat(store.count()).isEqualTo(10);
    assertThat(database.dsl().fetchCount(LABEL_ENTRY)).isEqualTo(10);
  }
}
