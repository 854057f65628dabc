// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static io.agentstorage.codegen.Tables.RESOURCE_HISTORY;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.Database;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceRevision;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.RevisionEnd;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.OutboxRepository;
import io.agentstorage.repo.ResourceRepository;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a centre must have in common with the agent that feeds it. */
final class Replica {
  private final Database agent;
  private final Database centre;
  private final ResourceStore local;
  private final ResourceStore central;

  Replica(Database agent, Database centre) {
    this.agent = agent;
    this.centre = centre;
    this.local = new ResourceRepository(agent, Clock.systemUTC());
    this.central = new ResourceRepository(centre, Clock.systemUTC());
  }

  /** Nothing is missing, nothing is too much, and nothing is to be sent any more. */
  void assertComplete() {
    assertThat(new OutboxRepository(agent).status().oldest()).as("pending at the agent").isNull();
    assertThat(new OutboxRepository(centre).status().oldest()).as("pending there").isNull();
    assertThat(current(central)).isEqualTo(current(local));
    assertThat(ends(central, centre)).containsExactlyInAnyOrderElementsOf(ends(local, agent));
    keys(centre).forEach(this::assertOneAfterTheOther);
  }

  private void assertOneAfterTheOther(ResourceKey key) {
    List<ResourceRevision> history = central.history(key);
    for (int i = 1; i < history.size(); i++) {
      ResourceRevision before = history.get(i - 1);
      assertThat(history.get(i).from()).as("after %s", before).isAfterOrEqualTo(before.to());
    }
    long revision = 1;
    for (ResourceRevision each : history) {
      assertThat(each.resource().revision()).as("revisions of %s", key).isEqualTo(revision);
      revision = each.end() == RevisionEnd.CHANGED ? revision + 1 : 1;
    }
  }

  /** The number of the revision and when it was sent are each side's own. */
  static ResourceTags asSent(ResourceTags resource) {
    return resource.toBuilder().revision(null).sentAt(null).build();
  }

  private static List<ResourceTags> current(ResourceStore store) {
    return store.findAll(ResourceQuery.all()).stream().map(Replica::asSent).toList();
  }

  private static List<ResourceRevision> ends(ResourceStore store, Database database) {
    List<ResourceRevision> ends = new ArrayList<>();
    for (ResourceKey key : keys(database)) {
      for (ResourceRevision revision : store.history(key)) {
        if (revision.end() != null && revision.end() != RevisionEnd.CHANGED) {
          ends.add(
              new ResourceRevision(
                  asSent(revision.resource()),
                  revision.from(),
                  revision.to(),
                  revision.end(),
                  revision.endedBy()));
        }
      }
    }
    return ends;
  }

  /** Of all that ever were. */
  static Set<ResourceKey> keys(Database database) {
    return database
        .dsl()
        .select(RESOURCE_HISTORY.TYPE, RESOURCE_HISTORY.NAMESPACE, RESOURCE_HISTORY.NAME)
        .from(RESOURCE_HISTORY)
        .where(RESOURCE_HISTORY.CLUSTER_ID.eq(database.cluster()))
        .union(
            database
                .dsl()
                .select(RESOURCE_TAGS.TYPE, RESOURCE_TAGS.NAMESPACE, RESOURCE_TAGS.NAME)
                .from(RESOURCE_TAGS)
                .where(RESOURCE_TAGS.CLUSTER_ID.eq(database.cluster())))
        .fetch()
        .stream()
        .map(
            row ->
                new ResourceKey(
                    row.value1(), row.value2().isEmpty() ? null : row.value2(), row.value3()))
        .collect(Collectors.toSet());
  }

  /** All rows as they are, for whoever wants to see that nothing was written. */
  static List<Map<String, Object>> rows(Database database) {
    List<Map<String, Object>> rows = new ArrayList<>();
    rows.addAll(
        database
            .dsl()
            .selectFrom(RESOURCE_TAGS)
            .where(RESOURCE_TAGS.CLUSTER_ID.eq(database.cluster()))
            .orderBy(RESOURCE_TAGS.ID)
            .fetch()
            .intoMaps());
    rows.addAll(
        database
            .dsl()
            .selectFrom(RESOURCE_HISTORY)
            .where(RESOURCE_HISTORY.CLUSTER_ID.eq(database.cluster()))
            .orderBy(RESOURCE_HISTORY.ID, RESOURCE_HISTORY.REVISION)
            .fetch()
            .intoMaps());
    return rows;
  }
}
