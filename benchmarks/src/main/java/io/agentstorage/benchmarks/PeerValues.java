// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks;

import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.spi.TagsJson;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the table of {@link PeerSchema} has of a resource. */
public final class PeerValues {
  private PeerValues() {}

  /**
   * One row, its maps as JSON text.
   *
   * @param resource the resource
   * @return the values of the columns in their order, each text, a {@code Long} or null
   */
  public static @Nullable Object[] of(ResourceTags resource) {
    String metricLabels = json(resource.metricLabels());
    String labels = json(resource.labels());
    String annotations = json(resource.annotations());
    Long now = System.currentTimeMillis();
    return new @Nullable Object[] {
      UUID.randomUUID().toString(),
      resource.type().toString(),
      resource.name(),
      Objects.requireNonNullElse(resource.namespace(), ""),
      metricLabels,
      labels,
      annotations,
      now,
      now,
      null,
      length(metricLabels) + length(labels) + length(annotations)
    };
  }

  /**
   * A map as a column has it.
   *
   * @param tags the map
   * @return its JSON text, null for null
   */
  public static @Nullable String json(@Nullable Map<String, String> tags) {
    return tags == null ? null : TagsJson.write(tags);
  }

  private static long length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
