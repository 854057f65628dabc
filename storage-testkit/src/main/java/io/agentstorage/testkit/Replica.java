// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static io.agentstorage.codegen.Tables.RESOURCE_HISTORY;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.Database;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.model.RevisionEnd;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.repo.OutboxRepository;
import io.agentstorage.repo.ResourceRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a centre must have in common with the agent that feeds it. */
final class Replica {
  private final Database agent;
  private final Database centre;

  Replica(Database agent, Database centre) {
    this.agent = agent;
    this.centre = centre;
  }

  /** Some time of a resource. */
  private record Span(
      ResourceKey key, ResourceId id, long revision, Instant from, @Nullable Instant to) {
    static Span of(
        ResourceType type,
        String namespace,
        String name,
        ResourceId id,
        long revision,
        Instant from,
        @Nullable Instant to) {
      String space = namespace.isEmpty() ? null : namespace;
      return new Span(new ResourceKey(type, space, name), id, revision, from, to);
    }
  }

  /** Nothing is missing, nothing is too much, and nothing is to be sent any more. */
  void assertComplete() {
    assertThat(new OutboxRepository(agent).status().oldest()).as("pending at the agent").isNull();
    assertThat(new OutboxRepository(centre).status().oldest()).as("pending there").isNull();
    assertThat(current(centre)).isEqualTo(current(agent));
    assertThat(ends(centre)).isEqualTo(ends(agent));
    spans(centre).stream()
        .collect(Collectors.groupingBy(Span::key))
        .values()
        .forEach(Replica::assertOneAfterTheOther);
  }

  private static void assertOneAfterTheOther(List<Span> spans) {
    for (int i = 1; i < spans.size(); i++) {
      Span before = spans.get(i - 1);
      Span span = spans.get(i);
      assertThat(before.to()).as("end of %s before %s", before, span).isNotNull();
      assertThat(span.from())
          .as("begin of %s after %s", span, before)
          .isAfterOrEqualTo(before.to());
      assertThat(span.revision())
          .as("revision after %s", before)
          .isEqualTo(span.id().equals(before.id()) ? before.revision() + 1 : 1);
    }
  }

  /** The number of the revision and when it was sent are each side's own. */
  private static List<ResourceTags> current(Database database) {
    return new ResourceRepository(database, Clock.systemUTC())
        .findAll(ResourceQuery.all()).stream()
            .map(resource -> resource.toBuilder().revision(null).sentAt(null).build())
            .toList();
  }

  private static List<Map<String, Object>> ends(Database database) {
    return database
        .dsl()
        .select(
            RESOURCE_HISTORY.ID,
            RESOURCE_HISTORY.TYPE,
            RESOURCE_HISTORY.NAMESPACE,
            RESOURCE_HISTORY.NAME,
            RESOURCE_HISTORY.UID,
            RESOURCE_HISTORY.metricLabels().LABELS.as("metric_labels"),
            RESOURCE_HISTORY.labels().LABELS,
            RESOURCE_HISTORY.annotations().CONTENT,
            RESOURCE_HISTORY.RECORD_CREATED,
            RESOURCE_HISTORY.RECORD_UPDATED,
            RESOURCE_HISTORY.CHANGED_BY,
            RESOURCE_HISTORY.VALID_TO,
            RESOURCE_HISTORY.ENDED,
            RESOURCE_HISTORY.ENDED_BY)
        .from(RESOURCE_HISTORY)
        .where(RESOURCE_HISTORY.CLUSTER_ID.eq(database.cluster()))
        .and(RESOURCE_HISTORY.ENDED.ne(RevisionEnd.CHANGED))
        .orderBy(RESOURCE_HISTORY.ID)
        .fetch()
        .intoMaps();
  }

  private static List<Span> spans(Database database) {
    List<Span> spans = new ArrayList<>();
    database
        .dsl()
        .selectFrom(RESOURCE_HISTORY)
        .where(RESOURCE_HISTORY.CLUSTER_ID.eq(database.cluster()))
        .fetch()
        .forEach(
            row ->
                spans.add(
                    Span.of(
                        row.getType(),
                        row.getNamespace(),
                        row.getName(),
                        row.getId(),
                        row.getRevision(),
                        row.getRecordUpdated(),
                        row.getValidTo())));
    database
        .dsl()
        .selectFrom(RESOURCE_TAGS)
        .where(RESOURCE_TAGS.CLUSTER_ID.eq(database.cluster()))
        .fetch()
        .forEach(
            row ->
                spans.add(
                    Span.of(
                        row.getType(),
                        row.getNamespace(),
                        row.getName(),
                        row.getId(),
                        row.getRevision(),
                        row.getRecordUpdated(),
                        null)));
    spans.sort(
        Comparator.comparing(Span::from).thenComparing(Span::id).thenComparingLong(Span::revision));
    return spans;
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
