// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import io.agentstorage.benchmarks.PeerValues;
import io.agentstorage.core.model.ResourceTags;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at of a resource in an answer. Immutable.
 *
 * @param name its name, which no other of its cluster and type has
 * @param labels its labels as JSON text
 */
record Found(String name, @Nullable String labels) {

  static Found of(ResourceTags resource) {
    return new Found(resource.name(), PeerValues.json(resource.labels()));
  }
}
