// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/** Random UUIDs (version 4), drawn many at a time, which is several times faster than one by one. Not thread-safe. */
final class RandomIds {
  private static final int BYTES = 16 * 256;
  private static final long VERSION_MASK = 0xf000L;
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT_MASK = 0xc000_0000_0000_0000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final SecureRandom random = new SecureRandom();
  private final ByteBuffer drawn = ByteBuffer.allocate(BYTES).limit(0);

  UUID next() {
    if (!drawn.hasRemaining()) {
      random.nextBytes(drawn.array());
      drawn.clear();
    }
    long high = drawn.getLong();
    long low = drawn.getLong();
    return new UUID(high & ~VERSION_MASK | VERSION_4, low & ~VARIANT_MASK | VARIANT);
  }
}
