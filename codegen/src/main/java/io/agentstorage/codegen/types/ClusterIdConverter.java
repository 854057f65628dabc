// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.codegen.types;

import io.agentstorage.core.model.ClusterId;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/** Between a 32-bit integer column and {@link ClusterId}. Thread-safe. */
public final class ClusterIdConverter extends AbstractConverter<Integer, ClusterId> {

  /** Used by generated code. */
  public ClusterIdConverter() {
    super(Integer.class, ClusterId.class);
  }

  @Override
  public @Nullable ClusterId from(@Nullable Integer stored) {
    return stored == null ? null : new ClusterId(stored);
  }

  @Override
  public @Nullable Integer to(@Nullable ClusterId id) {
    return id == null ? null : id.value();
  }
}
