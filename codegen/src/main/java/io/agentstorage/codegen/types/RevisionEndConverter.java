// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.codegen.types;

import io.agentstorage.core.model.RevisionEnd;
import java.util.Locale;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/** Between a text column, in small letters, and {@link RevisionEnd}. Thread-safe. */
public final class RevisionEndConverter extends AbstractConverter<String, RevisionEnd> {

  /** Used by generated code. */
  public RevisionEndConverter() {
    super(String.class, RevisionEnd.class);
  }

  @Override
  public @Nullable RevisionEnd from(@Nullable String stored) {
    return stored == null ? null : RevisionEnd.valueOf(stored.toUpperCase(Locale.ROOT));
  }

  @Override
  public @Nullable String to(@Nullable RevisionEnd end) {
    return end == null ? null : end.name().toLowerCase(Locale.ROOT);
  }
}
