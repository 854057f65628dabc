// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.model.ResourceTags;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A resource and all about its labels and annotations that can be worked out before a transaction begins.
 *
 * @param resource the resource
 * @param metricLabels its metric labels, null if absent
 * @param labels its labels, null if absent
 * @param annotations its annotations, null if absent
 */
public record PreparedResource(
    ResourceTags resource,
    @Nullable LabelSetContent metricLabels,
    @Nullable LabelSetContent labels,
    @Nullable AnnotationSetContent annotations)
    implements ResourceSetContents {

  /**
   * Works it out.
   *
   * @param resource the resource
   * @return the resource, prepared
   */
  public static PreparedResource of(ResourceTags resource) {
    return new PreparedResource(
        resource,
        ifThere(resource.metricLabels(), LabelSetContent::new),
        ifThere(resource.labels(), LabelSetContent::new),
        ifThere(resource.annotations(), AnnotationSetContent::new));
  }

  private static <C> @Nullable C ifThere(
      @Nullable Map<String, String> tags, Function<Map<String, String>, C> maker) {
    return tags == null ? null : maker.apply(tags);
  }
}
