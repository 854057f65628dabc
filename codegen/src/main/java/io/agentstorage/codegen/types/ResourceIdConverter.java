// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.codegen.types;

import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.spi.Damaged;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/** Between the 16 bytes of a UUID, most significant first, and {@link ResourceId}. Thread-safe. */
public final class ResourceIdConverter extends AbstractConverter<byte[], ResourceId> {

  /** Used by generated code. */
  public ResourceIdConverter() {
    super(byte[].class, ResourceId.class);
  }

  @Override
  public @Nullable ResourceId from(byte @Nullable [] stored) {
    if (stored == null) {
      return null;
    }
    Damaged.requireLength(stored, 16, "an id");
    ByteBuffer bytes = ByteBuffer.wrap(stored);
    return new ResourceId(new UUID(bytes.getLong(), bytes.getLong()));
  }

  @Override
  public byte @Nullable [] to(@Nullable ResourceId id) {
    if (id == null) {
      return null;
    }
    return ByteBuffer.allocate(16)
        .putLong(id.value().getMostSignificantBits())
        .putLong(id.value().getLeastSignificantBits())
        .array();
  }
}
