// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.Database;
import io.agentstorage.core.error.DuplicateKeyException;
import io.agentstorage.core.error.NotFoundException;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceChange;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceRevision;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.Stored;
import io.agentstorage.core.model.WriteOutcome;
import io.agentstorage.core.spi.Dialect;
import io.agentstorage.core.spi.bulk.BulkRun;
import io.agentstorage.core.store.BulkLoad;
import io.agentstorage.core.store.Page;
import io.agentstorage.core.store.PageToken;
import io.agentstorage.core.store.ResourceQuery;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.core.store.ResourceView;
import io.agentstorage.repo.internal.KeptWriter;
import io.agentstorage.repo.internal.Lives;
import io.agentstorage.repo.internal.NewIds;
import io.agentstorage.repo.internal.PreparedResource;
import io.agentstorage.repo.internal.ResourceHistory;
import io.agentstorage.repo.internal.ResourceKeys;
import io.agentstorage.repo.internal.ResourceReads;
import io.agentstorage.repo.internal.ResourceTarget;
import io.agentstorage.repo.internal.ResourceWriter;
import io.agentstorage.repo.internal.SharedCommit;
import io.agentstorage.repo.internal.StoredRow;
import io.agentstorage.repo.internal.StoredTime;
import io.agentstorage.repo.internal.WrittenRow;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The resource store over the generated tables. Thread-safe; keeps nothing but the database it was given, rendered
 * statements, and up to 2 MB of what is known of stored labels.
 */
public final class ResourceRepository implements ResourceStore {

  private final Database database;
  private final Clock clock;
  private final ClusterId cluster;
  private final ResourceReads current;
  private final ResourceHistory history;
  private final Lives lives;
  private final NewIds ids;
  private final KeptWriter writer;

  /** Of writes that nothing but the database itself can make fail. */
  private final SharedCommit shared;

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
    this.current = new ResourceReads(database, cluster, null);
    this.history = new ResourceHistory(cluster);
    this.lives = new Lives(cluster);
    this.ids = new NewIds(clock);
    this.shared = new SharedCommit(database);
    this.writer = new KeptWriter(() -> new ResourceWriter(cluster, ids, lives));
  }

  @Override
  public Stored<ResourceTags> create(ResourceTags resource) {
    return write(
        resource,
        (tx, writer, row) -> {
          StoredRow stored = writer.create(tx, row, now(), resource.sentAt());
          if (stored == null) {
            throw new DuplicateKeyException(
                "create "
                    + resource.key()
                    + ": there is a resource of this type, namespace and name already;"
                    + " use upsert or update where it may exist");
          }
          return new WrittenRow(stored, WriteOutcome.INSERTED);
        });
  }

  @Override
  public Stored<ResourceTags> upsert(ResourceTags resource) {
    PreparedResource row = PreparedResource.of(resource);
    return stored(
        resource,
        shared.write(
            tx -> writer.use(tx, kept -> there("upsert", row, kept.upsert(tx, row, now())))));
  }

  @Override
  public Stored<ResourceTags> update(ResourceTags resource) {
    return write(
        resource, (tx, writer, row) -> there("update", row, writer.update(tx, row, now())));
  }

  @Override
  public ResourceTags get(ResourceId id) {
    return current.get(id);
  }

  @Override
  public Optional<ResourceTags> find(ResourceKey key) {
    return current.find(key);
  }

  @Override
  public Optional<ResourceTags> findFirst(ResourceQuery query) {
    return current.findFirst(query);
  }

  @Override
  public List<ResourceTags> findAll(ResourceQuery query) {
    return current.findAll(query);
  }

  @Override
  public Stream<ResourceTags> stream(ResourceQuery query) {
    return current.stream(query);
  }

  @Override
  public Page<ResourceTags> page(ResourceQuery query, int rows, @Nullable PageToken after) {
    return current.page(query, rows, after);
  }

  @Override
  public long count(ResourceQuery query) {
    return current.count(query);
  }

  @Override
  public ResourceView asOf(Instant time) {
    return new ResourceReads(database, cluster, StoredTime.of(time));
  }

  @Override
  public List<ResourceRevision> history(ResourceKey key) {
    return database.read(tx -> history.revisions(tx, ResourceKeys.is(key)));
  }

  @Override
  public List<ResourceRevision> history(ResourceId id) {
    return database.read(tx -> history.revisions(tx, RESOURCE_TAGS.ID.eq(id)));
  }

  @Override
  public Stream<ResourceChange> changesBetween(Instant from, Instant to) {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "changes between " + from + " and " + to + ": the second time is before the first");
    }
    return history.changes(database.dsl(), StoredTime.of(from), StoredTime.of(to));
  }

  @Override
  public boolean delete(ResourceId id) {
    return shared.write(tx -> lives.end(tx, id, now(), null));
  }

  @Override
  public Optional<ResourceTags> delete(ResourceKey key, @Nullable String by) {
    return shared.write(
        tx -> {
          Optional<ResourceTags> was = find(key);
          was.map(ResourceTags::id).ifPresent(id -> lives.end(tx, id, now(), by));
          return was;
        });
  }

  @Override
  public long deleteAll() {
    return database.write(lives::forgetAll);
  }

  @Override
  public BulkLoad<ResourceTags> bulk() {
    return (resources, options) ->
        BulkRun.load(
            database,
            new ResourceTarget(cluster, Dialect.of(database.dsl().configuration()), ids, clock),
            resources,
            options);
  }

  /** Writes one resource. */
  @FunctionalInterface
  private interface SingleWrite {
    WrittenRow run(DSLContext tx, ResourceWriter writer, PreparedResource row);
  }

  private Stored<ResourceTags> write(ResourceTags resource, SingleWrite write) {
    PreparedResource row = PreparedResource.of(resource);
    WrittenRow written = database.write(tx -> writer.use(tx, kept -> write.run(tx, kept, row)));
    return stored(resource, written);
  }

  /** As it will be read back. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static WrittenRow there(
      String operation, PreparedResource row, @Nullable WrittenRow written) {
    if (written == null) {
      ResourceTags resource = row.resource();
      throw new NotFoundException(
          operation
              + " "
              + resource.key()
              + (resource.id() == null ? "" : " with id " + resource.id())
              + ": it is not there; use create or upsert to store it");
    }
    return written;
  }

  private static Stored<ResourceTags> stored(ResourceTags given, WrittenRow written) {
    StoredRow row = written.row();
    ResourceTags value =
        given.toBuilder()
            .id(row.id())
            .uid(row.uid())
            .recordCreated(row.created())
            .recordUpdated(row.updated())
            .sentAt(row.sentAt())
            .revision(row.revision())
            .changedBy(row.changedBy())
            .build();
    return new Stored<>(value, row.id(), written.outcome());
  }
}
