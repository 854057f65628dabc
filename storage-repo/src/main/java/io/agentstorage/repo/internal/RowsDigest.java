// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The number of some rows and the SHA-256 (FIPS 180-4) of all of them, which is the same on every database. For each row
 * and each of its columns but the number of the cluster, in their order: a zero byte for NULL; or 1 and eight bytes of an
 * integer; or 2, the length in four bytes, and text in UTF-8; or 3, the length in four bytes, and bytes; or 4 and the
 * eight bytes of a double (IEEE 754, the sign of zero left out). Numbers have their most significant byte first. Labels and annotations are their JSON text, times are milliseconds since
 * 1970-01-01T00:00:00Z. Used by one thread.
 */
final class RowsDigest {
  private static final byte NULL = 0;
  private static final byte INTEGER = 1;
  private static final byte TEXT = 2;
  private static final byte BYTES = 3;
  private static final byte DOUBLE = 4;

  private final CopiedTable table;
  private final MessageDigest digest;
  private final ByteBuffer header = ByteBuffer.allocate(9);
  private long rows;
  private @Nullable String sha256;

  RowsDigest(CopiedTable table) {
    this.table = table;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }

  void add(CopiedRow row) {
    rows++;
    for (int place = 0; place < table.columns(); place++) {
      add(table.stored(row, place));
    }
  }

  private void add(@Nullable Object stored) {
    switch (stored) {
      case null -> digest.update(NULL);
      case Double number -> digest.update(header.clear().put(DOUBLE).putDouble(number).flip());
      case Number number ->
          digest.update(header.clear().put(INTEGER).putLong(number.longValue()).flip());
      case String text -> add(TEXT, text.getBytes(StandardCharsets.UTF_8));
      case byte[] bytes -> add(BYTES, bytes);
      default ->
          throw new IllegalArgumentException(
              "no encoding is known of " + stored.getClass().getName());
    }
  }

  private void add(byte kind, byte[] bytes) {
    digest.update(header.clear().put(kind).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  long rows() {
    return rows;
  }

  /** The hash of all rows; nothing can be added any more. */
  String sha256() {
    if (sha256 == null) {
      sha256 = HexFormat.of().formatHex(digest.digest());
    }
    return sha256;
  }

  boolean equalTo(RowsDigest other) {
    return rows == other.rows && sha256().equals(other.sha256());
  }
}
