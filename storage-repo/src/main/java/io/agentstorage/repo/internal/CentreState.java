// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.ANNOTATION_SET;
import static io.agentstorage.codegen.Tables.LABEL_SET;
import static io.agentstorage.codegen.Tables.RESOURCE_HISTORY;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.codegen.tables.LabelSetTable;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.model.RevisionEnd;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Row3;
import org.jooq.impl.DSL;

/**
 * What the centre has of the resources of some entries.
 *
 * @param current what is there, by key
 * @param ended those of which it is known that they ended
 */
record CentreState(Map<ResourceKey, Current> current, Set<ResourceId> ended) {
  private static final LabelSetTable METRIC_LABELS = LABEL_SET.as("metric_labels");
  private static final LabelSetTable LABELS = LABEL_SET.as("labels");

  /** A key has three values; together with the cluster a list stays below 999. */
  private static final int KEYS_IN_A_LIST = 256;

  /**
   * A resource that is there.
   *
   * @param id its id
   * @param updated since when it is so
   * @param revision its revision at the centre
   * @param content what it is
   */
  record Current(ResourceId id, Instant updated, long revision, ResourceContent content) {}

  static CentreState read(DSLContext tx, ClusterId cluster, List<ReceivedEntry> entries) {
    Map<ResourceKey, Current> current = new HashMap<>();
    List<Row3<ResourceType, String, String>> keys =
        entries.stream().map(ReceivedEntry::key).distinct().map(CentreState::row).toList();
    for (List<Row3<ResourceType, String, String>> some : Limits.portions(keys, KEYS_IN_A_LIST)) {
      readCurrent(tx, cluster, some, current);
    }
    Set<ResourceId> ended = new HashSet<>();
    List<ResourceId> ids = entries.stream().map(ReceivedEntry::id).distinct().toList();
    for (List<ResourceId> some : Limits.portions(ids)) {
      tx.select(RESOURCE_HISTORY.ID)
          .from(RESOURCE_HISTORY)
          .where(RESOURCE_HISTORY.CLUSTER_ID.eq(cluster))
          .and(RESOURCE_HISTORY.ID.in(some))
          .and(RESOURCE_HISTORY.ENDED.ne(RevisionEnd.CHANGED))
          .forEach(row -> ended.add(row.value1()));
    }
    return new CentreState(current, ended);
  }

  private static void readCurrent(
      DSLContext tx,
      ClusterId cluster,
      List<Row3<ResourceType, String, String>> keys,
      Map<ResourceKey, Current> current) {
    tx.select(
            RESOURCE_TAGS.TYPE,
            RESOURCE_TAGS.NAMESPACE,
            RESOURCE_TAGS.NAME,
            RESOURCE_TAGS.ID,
            RESOURCE_TAGS.RECORD_UPDATED,
            RESOURCE_TAGS.REVISION,
            RESOURCE_TAGS.UID,
            METRIC_LABELS.DIGEST,
            LABELS.DIGEST,
            ANNOTATION_SET.DIGEST)
        .from(RESOURCE_TAGS)
        .leftJoin(METRIC_LABELS)
        .on(METRIC_LABELS.CLUSTER_ID.eq(RESOURCE_TAGS.CLUSTER_ID))
        .and(METRIC_LABELS.ID.eq(RESOURCE_TAGS.METRIC_LABELS_ID))
        .leftJoin(LABELS)
        .on(LABELS.CLUSTER_ID.eq(RESOURCE_TAGS.CLUSTER_ID))
        .and(LABELS.ID.eq(RESOURCE_TAGS.LABELS_ID))
        .leftJoin(ANNOTATION_SET)
        .on(ANNOTATION_SET.CLUSTER_ID.eq(RESOURCE_TAGS.CLUSTER_ID))
        .and(ANNOTATION_SET.ID.eq(RESOURCE_TAGS.ANNOTATIONS_ID))
        .where(RESOURCE_TAGS.CLUSTER_ID.eq(cluster))
        .and(DSL.row(RESOURCE_TAGS.TYPE, RESOURCE_TAGS.NAMESPACE, RESOURCE_TAGS.NAME).in(keys))
        .forEach(
            row ->
                current.put(
                    ResourceKeys.of(row.value1(), row.value2(), row.value3()),
                    new Current(
                        row.value4(),
                        row.value5(),
                        row.value6(),
                        new ResourceContent(
                            row.value7(), row.value8(), row.value9(), row.value10()))));
  }

  private static Row3<ResourceType, String, String> row(ResourceKey key) {
    return DSL.row(
        DSL.val(key.type(), RESOURCE_TAGS.TYPE),
        DSL.val(ResourceKeys.namespace(key.namespace()), RESOURCE_TAGS.NAMESPACE),
        DSL.val(key.name(), RESOURCE_TAGS.NAME));
  }
}
