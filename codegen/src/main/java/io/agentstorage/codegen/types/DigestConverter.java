// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.codegen.types;

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
    return stored == null ? null : Digest.ofBytes(stored);
  }

  @Override
  public byte @Nullable [] to(@Nullable Digest digest) {
    return digest == null ? null : digest.toBytes();
  }
}
