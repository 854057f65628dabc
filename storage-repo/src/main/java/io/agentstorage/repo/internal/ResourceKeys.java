// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;

import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceType;
import java.util.List;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** The keys of resources as they are stored. */
public final class ResourceKeys {
  /** The columns of the key. */
  static final List<Field<?>> COLUMNS =
      List.of(
          RESOURCE_TAGS.CLUSTER_ID,
          RESOURCE_TAGS.TYPE,
          RESOURCE_TAGS.NAMESPACE,
          RESOURCE_TAGS.NAME);

  private ResourceKeys() {}

  /**
   * Which row has a key.
   *
   * @param key type, namespace and name
   * @return the condition, within a cluster
   */
  public static Condition is(ResourceKey key) {
    return RESOURCE_TAGS
        .TYPE
        .eq(key.type())
        .and(RESOURCE_TAGS.NAMESPACE.eq(namespace(key.namespace())))
        .and(RESOURCE_TAGS.NAME.eq(key.name()));
  }

  /** The key of a row. */
  static ResourceKey of(ResourceType type, String namespace, String name) {
    return new ResourceKey(type, namespace.isEmpty() ? null : namespace, name);
  }

  static String namespace(@Nullable String namespace) {
    return Objects.requireNonNullElse(namespace, "");
  }
}
