// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.codegen.types;

import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/** Between a 64-bit integer column and {@link AnnotationSetId}. Thread-safe. */
public final class AnnotationSetIdConverter extends AbstractConverter<Long, AnnotationSetId> {

  /** Used by generated code. */
  public AnnotationSetIdConverter() {
    super(Long.class, AnnotationSetId.class);
  }

  @Override
  public @Nullable AnnotationSetId from(@Nullable Long stored) {
    return stored == null ? null : new AnnotationSetId(stored);
  }

  @Override
  public @Nullable Long to(@Nullable AnnotationSetId id) {
    return id == null ? null : id.value();
  }
}
