// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.codegen.types;

import io.agentstorage.core.spi.Damaged;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/** Between 16 bytes and {@link Digest}. Thread-safe. */
public final class DigestConverter extends AbstractConverter<byte[], Digest> {

  /** Used by generated code. */
  public DigestConverter() {
    super(byte[].class, Digest.class);
  }

  @Override
  public @Nullable Digest from(byte @Nullable [] stored) {
    if (stored == null) {
      return null;
    }
    Damaged.requireLength(stored, 16, "a digest");
    return Digest.ofBytes(stored);
  }

  @Override
  public byte @Nullable [] to(@Nullable Digest digest) {
    return digest == null ? null : digest.toBytes();
  }
}
