// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.codegen.tables.records.ResourceTagsRecord;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Writes resources with their label and annotation sets. Each method must run inside a write transaction; none of them
 * reads before it writes, so that there is nothing to race for. Not thread-safe.
 */
public final class ResourceWriter {
  private final ClusterId cluster;
  private final Supplier<ResourceId> newId;
  private final ResourceSets sets;
  private final Lives lives;

  /**
   * A writer.
   *
   * @param cluster the cluster whose rows it writes
   * @param newId gives the id of a new row
   */
  public ResourceWriter(ClusterId cluster, Supplier<ResourceId> newId) {
    this.cluster = cluster;
    this.newId = newId;
    this.sets = new ResourceSets(cluster);
    this.lives = new Lives(cluster);
  }

  /**
   * Stores a new row.
   *
   * @param tx the transaction
   * @param row the resource
   * @param now its times
   * @param sentAt when it was sent, or null
   * @return the stored row, or null if there is one with this key
   */
  public @Nullable ResourceTagsRecord insert(
      DSLContext tx, PreparedResource row, Instant now, @Nullable Instant sentAt) {
    sets.store(tx, List.of(row));
    ResourceTagsRecord stored = new ResourceTagsRecord();
    stored.setClusterId(cluster);
    stored.setId(newId.get());
    stored.setType(row.resource().type());
    stored.setNamespace(ResourceKeys.namespace(row.resource().namespace()));
    stored.setName(row.resource().name());
    stored.setUid(row.resource().uid());
    stored.setMetricLabelsId(sets.metricLabels(row));
    stored.setLabelsId(sets.labels(row));
    stored.setAnnotationsId(sets.annotations(row));
    stored.setRecordCreated(now);
    stored.setRecordUpdated(now);
    stored.setSentAt(sentAt);
    stored.setRevision(1L);
    stored.setChangedBy(row.resource().changedBy());
    int inserted =
        tx.insertInto(RESOURCE_TAGS)
            .set(stored)
            .onConflict(
                RESOURCE_TAGS.CLUSTER_ID,
                RESOURCE_TAGS.TYPE,
                RESOURCE_TAGS.NAMESPACE,
                RESOURCE_TAGS.NAME)
            .doNothing()
            .execute();
    if (inserted != 1) {
      return null;
    }
    return lives.beginAfterEarlierOnes(tx, now) ? reread(tx, stored.getId()) : stored;
  }

  private ResourceTagsRecord reread(DSLContext tx, ResourceId id) {
    return tx.selectFrom(RESOURCE_TAGS)
        .where(RESOURCE_TAGS.CLUSTER_ID.eq(cluster))
        .and(RESOURCE_TAGS.ID.eq(id))
        .fetchSingle();
  }

  /**
   * Changes a row where something other than when it was sent differs; it is then to be sent, whatever was sent before.
   *
   * @param tx the transaction
   * @param row what it becomes
   * @param which the row
   * @param now its updated time
   * @return the changed row, or null if it is not there or nothing differs
   */
  public @Nullable ResourceTagsRecord update(
      DSLContext tx, PreparedResource row, Condition which, Instant now) {
    sets.store(tx, List.of(row));
    return new ChangeStatement(
            DSL.val(newId.get(), RESOURCE_TAGS.ID),
            DSL.val(row.resource().uid(), RESOURCE_TAGS.UID),
            DSL.val(sets.metricLabels(row), RESOURCE_TAGS.METRIC_LABELS_ID),
            DSL.val(sets.labels(row), RESOURCE_TAGS.LABELS_ID),
            DSL.val(sets.annotations(row), RESOURCE_TAGS.ANNOTATIONS_ID),
            DSL.val(now, RESOURCE_TAGS.RECORD_UPDATED),
            DSL.val(row.resource().changedBy(), RESOURCE_TAGS.CHANGED_BY))
        .where(tx, RESOURCE_TAGS.CLUSTER_ID.eq(cluster).and(which))
        .returning()
        .fetchOne();
  }

  /**
   * Sets when a row was sent, where that differs.
   *
   * @param tx the transaction
   * @param which the row
   * @param sentAt when it was sent, null if it is to be sent
   * @return the changed row, or null if it is not there or nothing differs
   */
  public @Nullable ResourceTagsRecord updateSentAt(
      DSLContext tx, Condition which, @Nullable Instant sentAt) {
    return tx.update(RESOURCE_TAGS)
        .set(RESOURCE_TAGS.SENT_AT, sentAt)
        .where(RESOURCE_TAGS.CLUSTER_ID.eq(cluster))
        .and(which)
        .and(RESOURCE_TAGS.SENT_AT.isDistinctFrom(sentAt))
        .returning()
        .fetchOne();
  }
}
