// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.codegen.tables.LabelSetTable.LabelSetPath;
import io.agentstorage.codegen.tables.records.ResourceTagsRecord;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceTags;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record4;
import org.jooq.ResultQuery;

/** Reads resources with their label and annotation sets. Thread-safe. */
public final class ResourceReader {
  private static final LabelSetPath METRIC_LABELS = RESOURCE_TAGS.metricLabels();
  private static final LabelSetPath LABELS = RESOURCE_TAGS.labels();

  private final ClusterId cluster;

  /**
   * A reader.
   *
   * @param cluster the cluster whose rows it reads
   */
  public ResourceReader(ClusterId cluster) {
    this.cluster = cluster;
  }

  /**
   * The query for resources, by type, namespace and name.
   *
   * @param context where it runs
   * @param condition what they must fulfil
   * @return the query; {@link #toResource} understands its rows
   */
  public ResultQuery<
          Record4<
              ResourceTagsRecord, Map<String, String>, Map<String, String>, Map<String, String>>>
      query(DSLContext context, Condition condition) {
    return context
        .select(
            RESOURCE_TAGS, METRIC_LABELS.LABELS, LABELS.LABELS, RESOURCE_TAGS.annotations().CONTENT)
        .from(RESOURCE_TAGS)
        .where(RESOURCE_TAGS.CLUSTER_ID.eq(cluster))
        .and(condition)
        .orderBy(RESOURCE_TAGS.TYPE, RESOURCE_TAGS.NAMESPACE, RESOURCE_TAGS.NAME);
  }

  /**
   * Makes the object of a row.
   *
   * @param row a row of {@link #query}
   * @return the resource
   */
  public static ResourceTags toResource(
      Record4<ResourceTagsRecord, Map<String, String>, Map<String, String>, Map<String, String>>
          row) {
    ResourceTagsRecord stored = row.value1();
    return ResourceTags.builder(stored.getType(), stored.getName())
        .namespace(stored.getNamespace().isEmpty() ? null : stored.getNamespace())
        .metricLabels(row.value2())
        .labels(row.value3())
        .annotations(row.value4())
        .id(stored.getId())
        .uid(stored.getUid())
        .recordCreated(stored.getRecordCreated())
        .recordUpdated(stored.getRecordUpdated())
        .sentAt(stored.getSentAt())
        .revision(stored.getRevision())
        .build();
  }
}
