// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

import static io.agentstorage.codegen.Tables.ANNOTATION_SET;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.repo.internal.AnnotationValue;
import io.agentstorage.repo.internal.LabelConditions;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/**
 * Conditions on what belongs to a resource and is stored beside it: labels, metric labels, annotations. They are about
 * rows of {@code RESOURCE_TAGS} and can be used in any query on it, or with a store. Thread-safe.
 *
 * <p>Those on labels and metric labels are answered from indexes. Those on annotations are not: the annotations of each
 * distinct set are looked at, and then the resources.
 */
public final class ResourceConditions {
  private final ClusterId cluster;
  private final LabelConditions labels;

  /**
   * Conditions on the resources of a cluster.
   *
   * @param cluster the cluster, as of {@link io.agentstorage.core.Database#cluster}
   */
  public ResourceConditions(ClusterId cluster) {
    this.cluster = cluster;
    this.labels = new LabelConditions(cluster);
  }

  /**
   * Labels that fulfil a selector. Indexed. A resource whose labels are absent is one without labels.
   *
   * @param selector the selector
   * @return the condition
   */
  public Condition labels(LabelSelector selector) {
    return labels.fromIndex(RESOURCE_TAGS.LABELS_ID, selector);
  }

  /**
   * Metric labels that fulfil a selector. Indexed.
   *
   * @param selector the selector
   * @return the condition
   */
  public Condition metricLabels(LabelSelector selector) {
    return labels.fromIndex(RESOURCE_TAGS.METRIC_LABELS_ID, selector);
  }

  /**
   * An annotation that is there, whatever its value. Not indexed.
   *
   * @param key its key
   * @return the condition
   */
  public Condition annotationExists(String key) {
    return annotations(AnnotationValue.of(ANNOTATION_SET.CONTENT, key).isNotNull());
  }

  /**
   * An annotation that is there and has a value. Not indexed.
   *
   * @param key its key
   * @param value its value
   * @return the condition
   */
  public Condition annotationEquals(String key, String value) {
    return annotations(AnnotationValue.of(ANNOTATION_SET.CONTENT, key).eq(value));
  }

  private Condition annotations(Condition ofSet) {
    // Without the first part the negation would leave out resources without annotations.
    return RESOURCE_TAGS
        .ANNOTATIONS_ID
        .isNotNull()
        .and(
            RESOURCE_TAGS.ANNOTATIONS_ID.in(
                DSL.select(ANNOTATION_SET.ID)
                    .from(ANNOTATION_SET)
                    .where(ANNOTATION_SET.CLUSTER_ID.eq(cluster))
                    .and(ofSet)));
  }
}
