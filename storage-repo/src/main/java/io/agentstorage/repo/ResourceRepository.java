// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

import static io.agentstorage.codegen.Tables.ANNOTATION_SET;
import static io.agentstorage.codegen.Tables.LABEL_ENTRY;
import static io.agentstorage.codegen.Tables.LABEL_PAIR;
import static io.agentstorage.codegen.Tables.LABEL_SET;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.codegen.tables.records.ResourceTagsRecord;
import io.agentstorage.core.Database;
import io.agentstorage.core.error.DuplicateKeyException;
import io.agentstorage.core.error.NotFoundException;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.Stored;
import io.agentstorage.core.model.WriteOutcome;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.internal.NewIds;
import io.agentstorage.repo.internal.PreparedResource;
import io.agentstorage.repo.internal.ResourceBulkLoad;
import io.agentstorage.repo.internal.ResourceReader;
import io.agentstorage.repo.internal.ResourceWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The resource store over the generated tables. Thread-safe; keeps nothing but the database it was given. */
public final class ResourceRepository implements ResourceStore {
  private final Database database;
  private final Clock clock;
  private final ClusterId cluster;
  private final ResourceReader reader;
  private final NewIds ids;

  /**
   * A store for the cluster of a database.
   *
   * @param database the open database; the caller closes it
   * @param clock gives the times of rows and of their ids; milliseconds count
   */
  public ResourceRepository(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.cluster = database.cluster();
    this.reader = new ResourceReader(cluster);
    this.ids = new NewIds(clock);
  }

  @Override
  public Stored<ResourceTags> create(ResourceTags resource) {
    PreparedResource row = PreparedResource.of(resource);
    return database.write(
        tx -> {
          ResourceTagsRecord stored = writer().insert(tx, row, now(), resource.sentAt());
          if (stored == null) {
            throw new DuplicateKeyException(
                "create "
                    + resource.key()
                    + ": there is a resource of this type, namespace and name already;"
                    + " use upsert or update where it may exist");
          }
          return stored(resource, stored, WriteOutcome.INSERTED);
        });
  }

  @Override
  public Stored<ResourceTags> upsert(ResourceTags resource) {
    PreparedResource row = PreparedResource.of(resource);
    return database.write(
        tx -> {
          Instant now = now();
          ResourceWriter writer = writer();
          ResourceTagsRecord inserted = writer.insert(tx, row, now, null);
          if (inserted != null) {
            return stored(resource, inserted, WriteOutcome.INSERTED);
          }
          Condition which = ResourceWriter.hasKey(resource.key());
          ResourceTagsRecord updated = writer.update(tx, row, which, now, null, false);
          if (updated != null) {
            return stored(resource, updated, WriteOutcome.UPDATED);
          }
          return unchanged(tx, "upsert", resource, which);
        });
  }

  @Override
  public Stored<ResourceTags> update(ResourceTags resource) {
    PreparedResource row = PreparedResource.of(resource);
    Condition key = ResourceWriter.hasKey(resource.key());
    Condition which = resource.id() == null ? key : key.and(RESOURCE_TAGS.ID.eq(resource.id()));
    return database.write(
        tx -> {
          ResourceTagsRecord updated =
              writer().update(tx, row, which, now(), resource.sentAt(), true);
          if (updated != null) {
            return stored(resource, updated, WriteOutcome.UPDATED);
          }
          return unchanged(tx, "update", resource, which);
        });
  }

  @Override
  public ResourceTags get(ResourceId id) {
    return findFirst(RESOURCE_TAGS.ID.eq(id))
        .orElseThrow(
            () ->
                new NotFoundException(
                    "get resource "
                        + id
                        + ": there is none with this id; it may have been deleted"));
  }

  @Override
  public Optional<ResourceTags> find(ResourceKey key) {
    return findFirst(ResourceWriter.hasKey(key));
  }

  @Override
  public Optional<ResourceTags> findFirst(Condition condition) {
    return database.read(
        tx -> {
          var rows = reader.query(tx, condition).fetchLazy();
          try (rows) {
            var first = rows.fetchNext();
            return first == null ? Optional.empty() : Optional.of(ResourceReader.toResource(first));
          }
        });
  }

  @Override
  public List<ResourceTags> findAll(Condition condition) {
    return database.read(tx -> reader.query(tx, condition).fetch(ResourceReader::toResource));
  }

  @Override
  public Stream<ResourceTags> stream(Condition condition) {
    return reader.query(database.dsl(), condition).fetchLazy().stream()
        .map(ResourceReader::toResource);
  }

  @Override
  public boolean delete(ResourceId id) {
    return database.write(
        tx ->
            tx.deleteFrom(RESOURCE_TAGS)
                    .where(RESOURCE_TAGS.CLUSTER_ID.eq(cluster))
                    .and(RESOURCE_TAGS.ID.eq(id))
                    .execute()
                > 0);
  }

  @Override
  public long deleteAll() {
    return database.write(
        tx -> {
          long deleted =
              tx.deleteFrom(RESOURCE_TAGS).where(RESOURCE_TAGS.CLUSTER_ID.eq(cluster)).execute();
          tx.deleteFrom(LABEL_ENTRY).where(LABEL_ENTRY.CLUSTER_ID.eq(cluster)).execute();
          tx.deleteFrom(LABEL_PAIR).where(LABEL_PAIR.CLUSTER_ID.eq(cluster)).execute();
          tx.deleteFrom(LABEL_SET).where(LABEL_SET.CLUSTER_ID.eq(cluster)).execute();
          tx.deleteFrom(ANNOTATION_SET).where(ANNOTATION_SET.CLUSTER_ID.eq(cluster)).execute();
          return deleted;
        });
  }

  @Override
  public long count() {
    return count(DSL.noCondition());
  }

  @Override
  public long count(Condition condition) {
    return database.read(
        tx ->
            tx.select(DSL.count().coerce(Long.class))
                .from(RESOURCE_TAGS)
                .where(RESOURCE_TAGS.CLUSTER_ID.eq(cluster))
                .and(condition)
                .fetchSingle()
                .value1());
  }

  @Override
  public BulkLoadReport bulkLoad(Iterator<ResourceTags> resources, BulkLoadOptions options) {
    return new ResourceBulkLoad(database, writer(), clock, options).run(resources);
  }

  private ResourceWriter writer() {
    return new ResourceWriter(cluster, ids);
  }

  /** As it will be read back. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private Stored<ResourceTags> unchanged(
      DSLContext tx, String operation, ResourceTags resource, Condition which) {
    ResourceTagsRecord row =
        tx.selectFrom(RESOURCE_TAGS)
            .where(RESOURCE_TAGS.CLUSTER_ID.eq(cluster))
            .and(which)
            .fetchOne();
    if (row == null) {
      throw new NotFoundException(
          operation
              + " "
              + resource.key()
              + (resource.id() == null ? "" : " with id " + resource.id())
              + ": it is not there; use create or upsert to store it");
    }
    return stored(resource, row, WriteOutcome.UNCHANGED);
  }

  private static Stored<ResourceTags> stored(
      ResourceTags given, ResourceTagsRecord row, WriteOutcome outcome) {
    ResourceTags value =
        given.toBuilder()
            .id(row.getId())
            .uid(row.getUid())
            .recordCreated(row.getRecordCreated())
            .recordUpdated(row.getRecordUpdated())
            .sentAt(row.getSentAt())
            .revision(row.getRevision())
            .build();
    return new Stored<>(value, row.getId(), outcome);
  }
}
