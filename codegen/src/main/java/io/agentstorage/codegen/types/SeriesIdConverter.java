// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.codegen.types;

import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/** Between a 64-bit integer column and {@link SeriesId}. Thread-safe. */
public final class SeriesIdConverter extends AbstractConverter<Long, SeriesId> {

  /** Used by generated code. */
  public SeriesIdConverter() {
    super(Long.class, SeriesId.class);
  }

  @Override
  public @Nullable SeriesId from(@Nullable Long stored) {
    return stored == null ? null : new SeriesId(stored);
  }

  @Override
  public @Nullable Long to(@Nullable SeriesId id) {
    return id == null ? null : id.value();
  }
}
