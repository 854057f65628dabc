// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.model;

import io.agentstorage.core.spi.UnicodeText;
import org.jspecify.annotations.Nullable;

/**
 * What makes a resource unique within its cluster. Immutable.
 *
 * @param type the kind and its API group
 * @param namespace the namespace, or null for a cluster-scoped resource; never empty
 * @param name the name
 */
public record ResourceKey(ResourceType type, @Nullable String namespace, String name) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the name or the namespace is empty, or has half a surrogate pair
   */
  public ResourceKey {
    UnicodeText.requireWhole("the name of a resource", name);
    UnicodeText.requireWhole("the namespace of a resource", namespace);
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a resource of type " + type + " has an empty name");
    }
    if (namespace != null && namespace.isEmpty()) {
      throw new IllegalArgumentException(
          "the namespace of "
              + type
              + "/"
              + name
              + " is empty; a cluster-scoped resource has none");
    }
  }

  /** {@code Type/namespace/name}, or {@code Type/name} for a cluster-scoped resource. */
  @Override
  public String toString() {
    return namespace == null ? type + "/" + name : type + "/" + namespace + "/" + name;
  }
}
