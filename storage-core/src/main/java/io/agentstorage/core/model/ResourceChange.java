// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a resource: it was created (nothing before), changed, or deleted or replaced by another of
 * its key (nothing after). Immutable.
 *
 * @param at when
 * @param by who did it, if known
 * @param before the resource until then, null if it was created
 * @param after the resource since then, null if it ended
 */
public record ResourceChange(
    Instant at, @Nullable String by, @Nullable ResourceTags before, @Nullable ResourceTags after) {

  /** What can happen to a resource. */
  public enum Kind {
    /** It was stored for the first time. */
    CREATED,
    /** Its labels, annotations, metric labels or uid became others. */
    CHANGED,
    /** It was deleted, or replaced by another one of the same type, namespace and name. */
    DELETED
  }

  /**
   * Checks that something is there.
   *
   * @throws IllegalArgumentException if neither before nor after is
   */
  public ResourceChange {
    if (before == null && after == null) {
      throw new IllegalArgumentException("a change has a resource before it or after it");
    }
  }

  /**
   * What happened.
   *
   * @return the kind
   */
  public Kind kind() {
    if (before == null) {
      return Kind.CREATED;
    }
    return after == null ? Kind.DELETED : Kind.CHANGED;
  }

  /**
   * The resource that it happened to, as it was after, or before where it ended.
   *
   * @return the resource
   */
  public ResourceTags resource() {
    return after == null ? Objects.requireNonNull(before) : after;
  }
}
