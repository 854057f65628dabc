// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.codegen.types.AnnotationSetId;
import io.agentstorage.codegen.types.LabelSetId;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.spi.bulk.BulkUpdate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * What changes a resource where something differs. The row becomes the next revision, which is to be sent; where it comes with
 * another uid than the stored one it becomes another resource, with a new id and revision 1. A trigger keeps what it was.
 *
 * @param id the id if it becomes another resource
 * @param uid the uid, null if unknown
 * @param metricLabels its metric labels
 * @param labels its labels
 * @param annotations its annotations
 * @param now since when; a revision never begins before the one it follows
 * @param changedBy who changes it
 */
record ChangeStatement(
    Field<ResourceId> id,
    Field<String> uid,
    Field<LabelSetId> metricLabels,
    Field<LabelSetId> labels,
    Field<AnnotationSetId> annotations,
    Field<Instant> now,
    Field<String> changedBy) {

  /** What a resource that is given makes of the stored one of its key. */
  static BulkUpdate.Change of(BulkUpdate.Values values) {
    ChangeStatement change =
        new ChangeStatement(
            values.of(RESOURCE_TAGS.ID),
            values.of(RESOURCE_TAGS.UID),
            values.of(RESOURCE_TAGS.METRIC_LABELS_ID),
            values.of(RESOURCE_TAGS.LABELS_ID),
            values.of(RESOURCE_TAGS.ANNOTATIONS_ID),
            values.of(RESOURCE_TAGS.RECORD_UPDATED),
            values.of(RESOURCE_TAGS.CHANGED_BY));
    return new BulkUpdate.Change(change.set(), change.differs());
  }

  private Map<Field<?>, Field<?>> set() {
    Condition another = RESOURCE_TAGS.UID.ne(uid);
    Map<Field<?>, Field<?>> set = new LinkedHashMap<>();
    set.put(RESOURCE_TAGS.ID, DSL.when(another, id).otherwise(RESOURCE_TAGS.ID));
    set.put(RESOURCE_TAGS.UID, DSL.coalesce(uid, RESOURCE_TAGS.UID));
    set.put(RESOURCE_TAGS.METRIC_LABELS_ID, metricLabels);
    set.put(RESOURCE_TAGS.LABELS_ID, labels);
    set.put(RESOURCE_TAGS.ANNOTATIONS_ID, annotations);
    set.put(
        RESOURCE_TAGS.RECORD_CREATED,
        DSL.when(another, DSL.greatest(now, RESOURCE_TAGS.RECORD_UPDATED))
            .otherwise(RESOURCE_TAGS.RECORD_CREATED));
    set.put(RESOURCE_TAGS.RECORD_UPDATED, DSL.greatest(now, RESOURCE_TAGS.RECORD_UPDATED));
    set.put(RESOURCE_TAGS.SENT_AT, DSL.inline((Instant) null, RESOURCE_TAGS.SENT_AT));
    set.put(
        RESOURCE_TAGS.REVISION,
        DSL.when(another, DSL.inline(1L)).otherwise(RESOURCE_TAGS.REVISION.plus(DSL.inline(1L))));
    set.put(RESOURCE_TAGS.CHANGED_BY, changedBy);
    return set;
  }

  private Condition differs() {
    return RESOURCE_TAGS
        .METRIC_LABELS_ID
        .isDistinctFrom(metricLabels)
        .or(RESOURCE_TAGS.LABELS_ID.isDistinctFrom(labels))
        .or(RESOURCE_TAGS.ANNOTATIONS_ID.isDistinctFrom(annotations))
        .or(DSL.coalesce(uid, RESOURCE_TAGS.UID).isDistinctFrom(RESOURCE_TAGS.UID));
  }
}
