// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a resource was during some time. Immutable.
 *
 * @param resource the resource as it was; its {@code recordUpdated} is {@link #from}, its {@code changedBy} who made it
 *     so
 * @param from since when, inclusive
 * @param to until when, exclusive; null while it holds. Where the clock was set back it may be equal to {@link #from}:
 *     the revision then held at no time
 * @param end why it holds no longer, null while it holds
 * @param endedBy who ended it, if known
 */
public record ResourceRevision(
    ResourceTags resource,
    Instant from,
    @Nullable Instant to,
    @Nullable RevisionEnd end,
    @Nullable String endedBy) {

  /**
   * Whether it held at a time.
   *
   * @param time the time
   * @return true from {@link #from}, and until {@link #to}
   */
  public boolean heldAt(Instant time) {
    return !time.isBefore(from) && (to == null || time.isBefore(to));
  }
}
