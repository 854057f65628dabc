// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.model;

import io.agentstorage.core.error.StateValueException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a component remembers under a key, as it was when it was read or written. Immutable if its value is.
 *
 * @param component who remembers it, such as the name of a part of the agent
 * @param key what it is about, unique within the component
 * @param value the value, null if it is JSON's null; read as Jackson's {@code JsonNode} it is a {@code NullNode} then
 * @param version from 1; one more with each change
 * @param updatedAt when it changed last, in whole milliseconds; of one entry it never goes back
 * @param <T> the type of the value
 */
public record StateEntry<T>(
    String component, String key, @Nullable T value, long version, Instant updatedAt) {

  /**
   * The value, for those who know that it is never JSON's null.
   *
   * @return the value
   * @throws StateValueException if it is JSON's null
   */
  public T required() {
    if (value == null) {
      throw new StateValueException(
          component,
          key,
          "$",
          "state " + component + "/" + key + ": its value is null; put one that is not");
    }
    return value;
  }
}
