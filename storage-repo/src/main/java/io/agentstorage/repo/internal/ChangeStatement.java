// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.codegen.tables.records.ResourceTagsRecord;
import io.agentstorage.codegen.types.AnnotationSetId;
import io.agentstorage.codegen.types.LabelSetId;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.spi.bulk.BulkUpdate;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.UpdateConditionStep;
import org.jooq.impl.DSL;

/**
 * The statement that changes a resource where something differs. The row becomes the next revision, which is to be sent; where it comes with
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

  /** The statement for one resource of the input of a load, found by its key. */
  static Query byKey(DSLContext tx, BulkUpdate.Values values) {
    ChangeStatement change =
        new ChangeStatement(
            values.of(RESOURCE_TAGS.ID),
            values.of(RESOURCE_TAGS.UID),
            values.of(RESOURCE_TAGS.METRIC_LABELS_ID),
            values.of(RESOURCE_TAGS.LABELS_ID),
            values.of(RESOURCE_TAGS.ANNOTATIONS_ID),
            values.of(RESOURCE_TAGS.RECORD_UPDATED),
            values.of(RESOURCE_TAGS.CHANGED_BY));
    Condition key =
        RESOURCE_TAGS
            .CLUSTER_ID
            .eq(values.of(RESOURCE_TAGS.CLUSTER_ID))
            .and(RESOURCE_TAGS.TYPE.eq(values.of(RESOURCE_TAGS.TYPE)))
            .and(RESOURCE_TAGS.NAMESPACE.eq(values.of(RESOURCE_TAGS.NAMESPACE)))
            .and(RESOURCE_TAGS.NAME.eq(values.of(RESOURCE_TAGS.NAME)));
    return change.where(tx, key);
  }

  /** The statement for the resources of a condition. */
  UpdateConditionStep<ResourceTagsRecord> where(DSLContext tx, Condition which) {
    Condition another = RESOURCE_TAGS.UID.ne(uid);
    return tx.update(RESOURCE_TAGS)
        .set(RESOURCE_TAGS.ID, DSL.when(another, id).otherwise(RESOURCE_TAGS.ID))
        .set(RESOURCE_TAGS.UID, DSL.coalesce(uid, RESOURCE_TAGS.UID))
        .set(RESOURCE_TAGS.METRIC_LABELS_ID, metricLabels)
        .set(RESOURCE_TAGS.LABELS_ID, labels)
        .set(RESOURCE_TAGS.ANNOTATIONS_ID, annotations)
        .set(
            RESOURCE_TAGS.RECORD_CREATED,
            DSL.when(another, DSL.greatest(now, RESOURCE_TAGS.RECORD_UPDATED))
                .otherwise(RESOURCE_TAGS.RECORD_CREATED))
        .set(RESOURCE_TAGS.RECORD_UPDATED, DSL.greatest(now, RESOURCE_TAGS.RECORD_UPDATED))
        .set(RESOURCE_TAGS.SENT_AT, DSL.inline((Instant) null, RESOURCE_TAGS.SENT_AT))
        .set(
            RESOURCE_TAGS.REVISION,
            DSL.when(another, DSL.inline(1L))
                .otherwise(RESOURCE_TAGS.REVISION.plus(DSL.inline(1L))))
        .set(RESOURCE_TAGS.CHANGED_BY, changedBy)
        .where(which)
        .and(
            RESOURCE_TAGS
                .METRIC_LABELS_ID
                .isDistinctFrom(metricLabels)
                .or(RESOURCE_TAGS.LABELS_ID.isDistinctFrom(labels))
                .or(RESOURCE_TAGS.ANNOTATIONS_ID.isDistinctFrom(annotations))
                .or(DSL.coalesce(uid, RESOURCE_TAGS.UID).isDistinctFrom(RESOURCE_TAGS.UID)));
  }
}
