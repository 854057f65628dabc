// SPDX-License-Identifier: Apache-2.0
package com.example.inventory;

import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.ResourceStore;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jooq.impl.DSL;

/** Which team has how many pods. */
public final class Inventory {
  private final ResourceStore store;

  public Inventory(ResourceStore store) {
    this.store = store;
  }

  /** A pod was seen, for the first time or again. */
  public void seen(String namespace, String name, String team) {
    store.upsert(
        ResourceTags.builder(ResourceType.POD, name)
            .namespace(namespace)
            .labels(Map.of("team", team))
            .build());
  }

  public Map<String, Integer> podsByTeam() {
    Map<String, Integer> pods = new TreeMap<>();
    try (Stream<ResourceTags> all = store.stream(DSL.noCondition())) {
      all.forEach(
          pod ->
              pods.merge(Objects.requireNonNull(pod.labels()).get("team"), 1, Integer::sum));
    }
    return pods;
  }
}
