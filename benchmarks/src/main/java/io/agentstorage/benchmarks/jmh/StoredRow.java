// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.jmh;

import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.spi.TagsContent;
import io.agentstorage.core.spi.TagsJson;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the library's tables with its sets, as a driver gives it: what those write who have no typed layer. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares rows
record StoredRow(
    byte[] id,
    String type,
    String namespace,
    String name,
    @Nullable String uid,
    @Nullable String metricLabels,
    @Nullable String labels,
    byte @Nullable [] annotations,
    Long recordCreated,
    Long recordUpdated,
    @Nullable Long sentAt,
    Long revision,
    @Nullable String changedBy) {

  /** The columns are in the order of the components. */
  static final String SELECT =
      "SELECT r.id, r.type, r.namespace, r.name, r.uid, m.labels AS metric_labels, l.labels,"
          + " a.content AS annotations, r.record_created, r.record_updated, r.sent_at, r.revision,"
          + " r.changed_by FROM resource_tags r"
          + " LEFT JOIN label_set m ON m.cluster_id = r.cluster_id AND m.id = r.metric_labels_id"
          + " LEFT JOIN label_set l ON l.cluster_id = r.cluster_id AND l.id = r.labels_id"
          + " LEFT JOIN annotation_set a ON a.cluster_id = r.cluster_id AND a.id = r.annotations_id"
          + " WHERE r.cluster_id = 1 AND ";

  static StoredRow of(ResultSet row) throws SQLException {
    return new StoredRow(
        row.getBytes(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getBytes(8),
        row.getLong(9),
        row.getLong(10),
        number(row, 11),
        row.getLong(12),
        row.getString(13));
  }

  private static @Nullable Long number(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  static String namespace(ResourceKey key) {
    return key.namespace() == null ? "" : key.namespace();
  }

  ResourceTags resource() {
    ByteBuffer bytes = ByteBuffer.wrap(id);
    return ResourceTags.builder(ResourceType.parse(type), name)
        .id(new ResourceId(new UUID(bytes.getLong(), bytes.getLong())))
        .namespace(namespace.isEmpty() ? null : namespace)
        .uid(uid)
        .metricLabels(tags(metricLabels))
        .labels(tags(labels))
        .annotations(annotations == null ? null : TagsContent.read(annotations))
        .recordCreated(Instant.ofEpochMilli(recordCreated))
        .recordUpdated(Instant.ofEpochMilli(recordUpdated))
        .sentAt(sentAt == null ? null : Instant.ofEpochMilli(sentAt))
        .revision(revision)
        .changedBy(changedBy)
        .build();
  }

  private static @Nullable Map<String, String> tags(@Nullable String json) {
    return json == null ? null : TagsJson.read(json);
  }
}
