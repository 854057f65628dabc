// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.codegen.types.AnnotationSetId;
import io.agentstorage.codegen.types.LabelSetId;
import io.agentstorage.core.model.ClusterId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Stores the label and annotation sets of resources, and knows their ids then. Not thread-safe. */
final class ResourceSets {
  private final LabelSets labelSets;
  private final AnnotationSets annotationSets;

  ResourceSets(ClusterId cluster) {
    this(cluster, Limits.CACHED_SETS, Limits.CACHED_PAIRS);
  }

  private ResourceSets(ClusterId cluster, int cachedSets, int cachedPairs) {
    this.labelSets = new LabelSets(cluster, cachedSets, cachedPairs);
    this.annotationSets = new AnnotationSets(cluster, cachedSets);
  }

  /** What a load remembers is forgotten when it is over; what single writes do stays. */
  static ResourceSets forSingleWrites(ClusterId cluster) {
    return new ResourceSets(cluster, Limits.KEPT_SETS, Limits.KEPT_PAIRS);
  }

  /** Makes sure that the sets of all of these are stored. */
  void store(DSLContext tx, Collection<? extends ResourceSetContents> rows) {
    List<LabelSetContent> labels = new ArrayList<>(rows.size());
    List<AnnotationSetContent> annotations = new ArrayList<>(rows.size());
    for (ResourceSetContents row : rows) {
      addIfThere(labels, row.labels());
      addIfThere(labels, row.metricLabels());
      addIfThere(annotations, row.annotations());
    }
    labelSets.store(tx, labels);
    annotationSets.store(tx, annotations);
  }

  private static <T> void addIfThere(List<T> list, @Nullable T element) {
    if (element != null) {
      list.add(element);
    }
  }

  @Nullable LabelSetId metricLabels(ResourceSetContents row) {
    return row.metricLabels() == null ? null : labelSets.id(row.metricLabels());
  }

  @Nullable LabelSetId labels(ResourceSetContents row) {
    return row.labels() == null ? null : labelSets.id(row.labels());
  }

  @Nullable AnnotationSetId annotations(ResourceSetContents row) {
    return row.annotations() == null ? null : annotationSets.id(row.annotations());
  }

  /** What is remembered of them is now true for everybody. */
  void committed() {
    labelSets.committed();
    annotationSets.committed();
  }

  /** What is remembered of them may no longer be true. */
  void forget() {
    labelSets.forget();
    annotationSets.forget();
  }
}
