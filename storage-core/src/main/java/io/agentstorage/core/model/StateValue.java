// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value that a component is to remember under a key. Immutable if the value is.
 *
 * @param component who remembers it
 * @param key what it is about, unique within the component
 * @param value the value; null becomes JSON's null
 */
public record StateValue(String component, String key, @Nullable Object value) {

  /**
   * An entry.
   *
   * @throws NullPointerException if the component or the key is null
   */
  public StateValue {
    Objects.requireNonNull(component, "component");
    Objects.requireNonNull(key, "key");
  }
}
