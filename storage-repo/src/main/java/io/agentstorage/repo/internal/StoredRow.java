// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.codegen.types.AnnotationSetId;
import io.agentstorage.codegen.types.LabelSetId;
import io.agentstorage.core.model.ResourceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a resource beside its key: what a write is compared with, and what is told of it afterwards.
 *
 * @param id its id
 * @param uid its uid, null if unknown
 * @param metricLabels the set of its metric labels, null if absent
 * @param labels of its labels
 * @param annotations of its annotations
 * @param created since when there is this resource
 * @param updated since when it is as it is
 * @param sentAt when it was sent, null if it is to be sent
 * @param revision its revision
 * @param changedBy who changed it, null if unknown
 */
public record StoredRow(
    ResourceId id,
    @Nullable String uid,
    @Nullable LabelSetId metricLabels,
    @Nullable LabelSetId labels,
    @Nullable AnnotationSetId annotations,
    Instant created,
    Instant updated,
    @Nullable Instant sentAt,
    long revision,
    @Nullable String changedBy) {

  /** What must be selected, in this order. */
  static final List<Field<?>> COLUMNS =
      List.of(
          RESOURCE_TAGS.ID,
          RESOURCE_TAGS.UID,
          RESOURCE_TAGS.METRIC_LABELS_ID,
          RESOURCE_TAGS.LABELS_ID,
          RESOURCE_TAGS.ANNOTATIONS_ID,
          RESOURCE_TAGS.RECORD_CREATED,
          RESOURCE_TAGS.RECORD_UPDATED,
          RESOURCE_TAGS.SENT_AT,
          RESOURCE_TAGS.REVISION,
          RESOURCE_TAGS.CHANGED_BY);

  static StoredRow read(ResultSet row) throws SQLException {
    return new StoredRow(
        required(row, 1, RESOURCE_TAGS.ID),
        StoredValue.get(row, 2, RESOURCE_TAGS.UID),
        StoredValue.get(row, 3, RESOURCE_TAGS.METRIC_LABELS_ID),
        StoredValue.get(row, 4, RESOURCE_TAGS.LABELS_ID),
        StoredValue.get(row, 5, RESOURCE_TAGS.ANNOTATIONS_ID),
        required(row, 6, RESOURCE_TAGS.RECORD_CREATED),
        required(row, 7, RESOURCE_TAGS.RECORD_UPDATED),
        StoredValue.get(row, 8, RESOURCE_TAGS.SENT_AT),
        required(row, 9, RESOURCE_TAGS.REVISION),
        StoredValue.get(row, 10, RESOURCE_TAGS.CHANGED_BY));
  }

  private static <T> T required(ResultSet row, int column, Field<T> field) throws SQLException {
    T value = StoredValue.get(row, column, field);
    if (value == null) {
      throw ResourceRows.broken(null);
    }
    return value;
  }

  /** Whether a write of this would change anything. A uid that is not given is left as it is. */
  boolean has(PreparedResource row, ResourceSets sets) {
    String given = row.resource().uid();
    return (given == null || given.equals(uid))
        && Objects.equals(labels, sets.labels(row))
        && Objects.equals(annotations, sets.annotations(row))
        && Objects.equals(metricLabels, sets.metricLabels(row));
  }
}
