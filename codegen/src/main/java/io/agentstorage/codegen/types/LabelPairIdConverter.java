// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.codegen.types;

import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/** Between a 64-bit integer column and {@link LabelPairId}. Thread-safe. */
public final class LabelPairIdConverter extends AbstractConverter<Long, LabelPairId> {

  /** Used by generated code. */
  public LabelPairIdConverter() {
    super(Long.class, LabelPairId.class);
  }

  @Override
  public @Nullable LabelPairId from(@Nullable Long stored) {
    return stored == null ? null : new LabelPairId(stored);
  }

  @Override
  public @Nullable Long to(@Nullable LabelPairId id) {
    return id == null ? null : id.value();
  }
}
