// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.codegen.types;

import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/** Between a 64-bit integer column and {@link LabelSetId}. Thread-safe. */
public final class LabelSetIdConverter extends AbstractConverter<Long, LabelSetId> {

  /** Used by generated code. */
  public LabelSetIdConverter() {
    super(Long.class, LabelSetId.class);
  }

  @Override
  public @Nullable LabelSetId from(@Nullable Long stored) {
    return stored == null ? null : new LabelSetId(stored);
  }

  @Override
  public @Nullable Long to(@Nullable LabelSetId id) {
    return id == null ? null : id.value();
  }
}
