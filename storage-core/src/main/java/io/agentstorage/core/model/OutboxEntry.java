// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A revision of a resource, or the end of one, that is still to be sent. Immutable.
 *
 * @param resource the resource as it is, or as it was last; it has an id and a revision
 * @param end {@link RevisionEnd#DELETED} or {@link RevisionEnd#REPLACED} if the resource is no longer there, null if it
 *     is
 * @param changedAt when it became so
 * @param endedBy who ended it, if known; null if it is still there
 * @param bytes about the bytes of the resource as JSON in UTF-8: its keys, values and names, without the field names
 */
public record OutboxEntry(
    ResourceTags resource,
    @Nullable RevisionEnd end,
    Instant changedAt,
    @Nullable String endedBy,
    long bytes) {

  /**
   * Which resource.
   *
   * @return its id
   */
  public ResourceId id() {
    return Objects.requireNonNull(resource.id(), "what is stored has an id");
  }

  /**
   * Which revision of it.
   *
   * @return from 1
   */
  public long revision() {
    return Objects.requireNonNull(resource.revision(), "what is stored has a revision");
  }
}
