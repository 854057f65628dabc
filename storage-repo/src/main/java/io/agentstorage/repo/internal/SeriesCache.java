// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.metric.MetricSeries;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same content for equal series, as each scrape has them again: to compare a series costs a tenth of digesting
 * it. A table in which a newer series takes the place of an older one of the same hash. Not thread-safe.
 */
final class SeriesCache {
  private final @Nullable SeriesContent[] slots = new SeriesContent[Limits.COMPARED_SERIES];

  SeriesContent of(MetricSeries series) {
    int hash = series.hashCode();
    int at = (hash ^ hash >>> 16) & (slots.length - 1);
    SeriesContent slot = slots[at];
    if (slot != null && slot.series().equals(series)) {
      return slot;
    }
    SeriesContent content = new SeriesContent(series);
    if (content.bytes() <= Limits.COMPARED_BYTES) {
      slots[at] = content;
    }
    return content;
  }
}
