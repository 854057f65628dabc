// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import java.nio.ByteBuffer;

/**
 * The first 16 bytes of a SHA-256, as a key.
 *
 * @param high the first half
 * @param low the second
 */
record SetDigest(long high, long low) {
  static SetDigest ofBytes(byte[] sha256) {
    ByteBuffer bytes = ByteBuffer.wrap(sha256);
    return new SetDigest(bytes.getLong(), bytes.getLong());
  }

  byte[] bytes() {
    return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }
}
