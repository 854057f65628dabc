// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.WriteOutcome;
import io.agentstorage.core.spi.Dialect;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes single resources with their label and annotation sets, each within a write transaction. What it remembers of
 * stored sets is believed as long as nobody else has written. It looks first, which costs less than a write that is
 * refused; but each write is one that does nothing if what was seen is no longer so. Not thread-safe.
 */
public final class ResourceWriter {
  private final ClusterId cluster;
  private final Supplier<ResourceId> newId;
  private final ResourceSets sets;
  private final Lives lives;
  private @Nullable ResourceStatements statements;
  private @Nullable Object seenUpTo;

  /**
   * A writer.
   *
   * @param cluster the cluster whose rows it writes
   * @param newId gives the id of a new row
   * @param lives of the cluster
   */
  public ResourceWriter(ClusterId cluster, Supplier<ResourceId> newId, Lives lives) {
    this.cluster = cluster;
    this.newId = newId;
    this.lives = lives;
    this.sets = ResourceSets.forSingleWrites(cluster);
  }

  /**
   * Must be called before it writes in a transaction, and after anything else was done in it.
   *
   * @param tx the transaction
   */
  void begin(DSLContext tx) {
    if (!Dialect.of(tx.configuration()).changeMark(tx).equals(seenUpTo)) {
      sets.forget();
    }
    seenUpTo = null;
  }

  /**
   * Must be called when it has written; without it, what it remembers is forgotten.
   *
   * @param tx the transaction
   */
  void end(DSLContext tx) {
    sets.committed();
    seenUpTo = Dialect.of(tx.configuration()).changeMark(tx);
  }

  /**
   * Stores a resource where there is none of its key.
   *
   * @param tx the transaction
   * @param row the resource
   * @param now its times
   * @param sentAt when it was sent, or null
   * @return the stored row, or null if there is one with this key
   */
  public @Nullable StoredRow create(
      DSLContext tx, PreparedResource row, Instant now, @Nullable Instant sentAt) {
    sets.store(tx, List.of(row));
    return insert(tx, row, now, sentAt);
  }

  /**
   * Stores a resource, or changes the one of its key where it differs; it is then to be sent, whatever was sent before.
   *
   * @param tx the transaction
   * @param row the resource
   * @param now its updated time
   * @return the stored row, or null if somebody deletes it meanwhile who keeps to no locks
   */
  public @Nullable WrittenRow upsert(DSLContext tx, PreparedResource row, Instant now) {
    sets.store(tx, List.of(row));
    StoredRow stored = find(tx, row.resource().key());
    if (stored == null) {
      StoredRow inserted = insert(tx, row, now, null);
      if (inserted != null) {
        return new WrittenRow(inserted, WriteOutcome.INSERTED);
      }
    } else if (stored.has(row, sets)) {
      return new WrittenRow(stored, WriteOutcome.UNCHANGED);
    }
    return updated(tx, row, change(tx, row, now));
  }

  /**
   * Changes a row where it differs; if that is only in when it was sent, it stays the same revision.
   *
   * @param tx the transaction
   * @param row what it becomes
   * @param now its updated time
   * @return the stored row, or null if there is none of its key, or it has another id than the one that is given
   */
  public @Nullable WrittenRow update(DSLContext tx, PreparedResource row, Instant now) {
    ResourceKey key = row.resource().key();
    StoredRow stored = find(tx, key);
    ResourceId id = row.resource().id();
    if (stored == null || (id != null && !id.equals(stored.id()))) {
      return null;
    }
    sets.store(tx, List.of(row));
    StoredRow changed = stored.has(row, sets) ? null : change(tx, row, now);
    if (changed == null) {
      ResourceStatements ready = statements(tx);
      changed =
          ready.updateSentAt.first(
              tx, StoredRow::read, ready.keyAndSentAt(cluster, key, row.resource().sentAt()));
    }
    return updated(tx, row, changed);
  }

  private @Nullable WrittenRow updated(
      DSLContext tx, PreparedResource row, @Nullable StoredRow changed) {
    if (changed != null) {
      return new WrittenRow(changed, WriteOutcome.UPDATED);
    }
    StoredRow unchanged = find(tx, row.resource().key());
    return unchanged == null ? null : new WrittenRow(unchanged, WriteOutcome.UNCHANGED);
  }

  private @Nullable StoredRow find(DSLContext tx, ResourceKey key) {
    ResourceStatements ready = statements(tx);
    return ready.find.first(tx, StoredRow::read, ready.key(cluster, key));
  }

  private @Nullable StoredRow insert(
      DSLContext tx, PreparedResource row, Instant now, @Nullable Instant sentAt) {
    ResourceStatements ready = statements(tx);
    ResourceId id = newId.get();
    if (ready.insert.execute(tx, values(ready, id, row, now, sentAt)) != 1) {
      return null;
    }
    if (lives.beginAfterEarlierOnes(tx, now)) {
      return find(tx, row.resource().key());
    }
    return new StoredRow(
        id,
        row.resource().uid(),
        sets.metricLabels(row),
        sets.labels(row),
        sets.annotations(row),
        now,
        now,
        sentAt,
        1,
        row.resource().changedBy());
  }

  private @Nullable StoredRow change(DSLContext tx, PreparedResource row, Instant now) {
    ResourceStatements ready = statements(tx);
    return ready.update.first(tx, StoredRow::read, values(ready, newId.get(), row, now, null));
  }

  private @Nullable Object[] values(
      ResourceStatements ready,
      ResourceId id,
      PreparedResource row,
      Instant now,
      @Nullable Instant sentAt) {
    return ready.row(
        cluster,
        row.resource().type(),
        ResourceKeys.namespace(row.resource().namespace()),
        row.resource().name(),
        id,
        row.resource().uid(),
        sets.metricLabels(row),
        sets.labels(row),
        sets.annotations(row),
        now,
        now,
        sentAt,
        1L,
        row.resource().changedBy());
  }

  private ResourceStatements statements(DSLContext tx) {
    ResourceStatements ready = statements;
    if (ready == null) {
      ready = new ResourceStatements(tx);
      statements = ready;
    }
    return ready;
  }
}
