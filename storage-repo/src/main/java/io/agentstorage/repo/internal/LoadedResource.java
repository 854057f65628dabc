// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.spi.bulk.RowEncoder;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * A resource of a bulk load, as the row that is inserted or that changes the stored one. What can be encoded before
 * the transaction is. The resource itself is not kept: its maps would be copied by each young collection until the chunk is
 * written.
 */
final class LoadedResource implements ResourceSetContents {
  static final List<Field<?>> COLUMNS =
      List.of(
          RESOURCE_TAGS.CLUSTER_ID,
          RESOURCE_TAGS.ID,
          RESOURCE_TAGS.TYPE,
          RESOURCE_TAGS.NAMESPACE,
          RESOURCE_TAGS.NAME,
          RESOURCE_TAGS.UID,
          RESOURCE_TAGS.METRIC_LABELS_ID,
          RESOURCE_TAGS.LABELS_ID,
          RESOURCE_TAGS.ANNOTATIONS_ID,
          RESOURCE_TAGS.RECORD_CREATED,
          RESOURCE_TAGS.RECORD_UPDATED,
          RESOURCE_TAGS.REVISION,
          RESOURCE_TAGS.CHANGED_BY);

  private static final int ID = 1;
  private static final int TYPE = 2;
  private static final int NAMESPACE = 3;
  private static final int NAME = 4;
  private static final int UID = 5;
  private static final int METRIC_LABELS = 6;
  private static final int LABELS = 7;
  private static final int ANNOTATIONS = 8;
  private static final int CREATED = 9;
  private static final int UPDATED = 10;

  /** By key, so that rows that are neighbours in its index are written one after the other. */
  static final Comparator<LoadedResource> BY_KEY =
      Comparator.comparing(LoadedResource::type)
          .thenComparing(LoadedResource::namespace)
          .thenComparing(LoadedResource::name);

  private final @Nullable LabelSetContent metricLabelSet;
  private final @Nullable LabelSetContent labelSet;
  private final @Nullable AnnotationSetContent annotationSet;
  private final @Nullable Object[] row;

  private LoadedResource(PreparedResource content, @Nullable Object[] row) {
    this.metricLabelSet = content.metricLabels();
    this.labelSet = content.labels();
    this.annotationSet = content.annotations();
    this.row = row;
  }

  static LoadedResource of(ClusterId cluster, PreparedResource content, RowEncoder encoder) {
    ResourceTags resource = content.resource();
    return new LoadedResource(
        content,
        encoder.encode(
            new @Nullable Object[] {
              cluster,
              null,
              resource.type(),
              ResourceKeys.namespace(resource.namespace()),
              resource.name(),
              resource.uid(),
              null,
              null,
              null,
              null,
              null,
              1L,
              resource.changedBy()
            }));
  }

  /** Gives it what is only known in the transaction. */
  void complete(ResourceId id, ResourceSets sets, Instant now) {
    row[ID] = RESOURCE_TAGS.ID.getConverter().to(id);
    row[METRIC_LABELS] = RESOURCE_TAGS.METRIC_LABELS_ID.getConverter().to(sets.metricLabels(this));
    row[LABELS] = RESOURCE_TAGS.LABELS_ID.getConverter().to(sets.labels(this));
    row[ANNOTATIONS] = RESOURCE_TAGS.ANNOTATIONS_ID.getConverter().to(sets.annotations(this));
    row[CREATED] = RESOURCE_TAGS.RECORD_CREATED.getConverter().to(now);
    row[UPDATED] = row[CREATED];
  }

  @Override
  public @Nullable LabelSetContent metricLabels() {
    return metricLabelSet;
  }

  @Override
  public @Nullable LabelSetContent labels() {
    return labelSet;
  }

  @Override
  public @Nullable AnnotationSetContent annotations() {
    return annotationSet;
  }

  /** The bytes of its labels and annotations as JSON: what it takes in memory is a small multiple of that. */
  long bytes() {
    return (metricLabelSet == null ? 0 : metricLabelSet.bytes())
        + (labelSet == null ? 0 : labelSet.bytes())
        + (annotationSet == null ? 0 : annotationSet.bytes());
  }

  /** By what it is known. */
  ResourceKey key() {
    return ResourceKeys.of(ResourceType.parse(type()), namespace(), name());
  }

  /** What the driver takes, one for each of {@link #COLUMNS}. */
  @Nullable Object[] row() {
    return row;
  }

  String type() {
    return text(TYPE);
  }

  String namespace() {
    return text(NAMESPACE);
  }

  String name() {
    return text(NAME);
  }

  private String text(int at) {
    return String.valueOf(row[at]);
  }

  @Nullable Object uid() {
    return row[UID];
  }

  @Nullable Object metricLabelsId() {
    return row[METRIC_LABELS];
  }

  @Nullable Object labelsId() {
    return row[LABELS];
  }

  @Nullable Object annotationsId() {
    return row[ANNOTATIONS];
  }

  boolean sameKey(LoadedResource other) {
    return BY_KEY.compare(this, other) == 0;
  }
}
