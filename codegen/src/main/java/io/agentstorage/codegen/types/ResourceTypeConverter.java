// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.codegen.types;

import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.spi.Damaged;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/** Between a text column and {@link ResourceType}. Thread-safe. */
public final class ResourceTypeConverter extends AbstractConverter<String, ResourceType> {

  /** Used by generated code. */
  public ResourceTypeConverter() {
    super(String.class, ResourceType.class);
  }

  @Override
  public @Nullable ResourceType from(@Nullable String stored) {
    if (stored == null) {
      return null;
    }
    try {
      return ResourceType.parse(stored);
    } catch (IllegalArgumentException e) {
      // Without its words, which quote what is stored.
      throw Damaged.column("a type of resource that is none", null);
    }
  }

  @Override
  public @Nullable String to(@Nullable ResourceType type) {
    return type == null ? null : type.toString();
  }
}
