// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.codegen.types;

import java.time.Instant;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/**
 * Between milliseconds since 1970-01-01T00:00:00Z and {@link Instant}. What is finer than a millisecond is cut off when
 * written. Thread-safe.
 */
public final class EpochMillisConverter extends AbstractConverter<Long, Instant> {

  /** Used by generated code. */
  public EpochMillisConverter() {
    super(Long.class, Instant.class);
  }

  @Override
  public @Nullable Instant from(@Nullable Long stored) {
    return stored == null ? null : Instant.ofEpochMilli(stored);
  }

  @Override
  public @Nullable Long to(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }
}
