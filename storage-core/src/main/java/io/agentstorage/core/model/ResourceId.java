// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.model;

import java.util.UUID;

/**
 * The identity of one stored resource: a UUID of version 7 (RFC 9562), so that ids sort by the time of creation.
 * Immutable.
 *
 * @param value the UUID
 */
public record ResourceId(UUID value) implements Comparable<ResourceId> {

  /**
   * Reads the usual text form.
   *
   * @param text 36 characters, as {@link #toString()} gives
   * @return the id
   * @throws IllegalArgumentException if it is not a UUID
   */
  public static ResourceId parse(String text) {
    return new ResourceId(UUID.fromString(text));
  }

  /** Compares as unsigned numbers, which is the order of the stored bytes and, for version 7, of time. */
  @Override
  public int compareTo(ResourceId other) {
    int high =
        Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(
            value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
