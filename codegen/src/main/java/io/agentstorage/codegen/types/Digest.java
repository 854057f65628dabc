// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.codegen.types;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The first 16 bytes of a SHA-256 (FIPS 180-4): equal for equal contents, and for no others that anybody will meet.
 * Immutable.
 *
 * @param high the first eight bytes, most significant first
 * @param low the next eight
 */
public record Digest(long high, long low) {

  /**
   * The digest of some bytes.
   *
   * @param content any bytes
   * @return their digest
   */
  public static Digest of(byte[] content) {
    try {
      return ofBytes(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }

  static Digest ofBytes(byte[] digest) {
    ByteBuffer bytes = ByteBuffer.wrap(digest);
    return new Digest(bytes.getLong(), bytes.getLong());
  }

  byte[] toBytes() {
    return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }
}
