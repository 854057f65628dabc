// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.codegen.types;

import io.agentstorage.core.model.RevisionEnd;
import io.agentstorage.core.spi.Damaged;
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
    if (stored == null) {
      return null;
    }
    try {
      return RevisionEnd.valueOf(stored.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      // Without its words, which quote what is stored.
      throw Damaged.column("an end of a revision that is none", null);
    }
  }

  @Override
  public @Nullable String to(@Nullable RevisionEnd end) {
    return end == null ? null : end.name().toLowerCase(Locale.ROOT);
  }
}
