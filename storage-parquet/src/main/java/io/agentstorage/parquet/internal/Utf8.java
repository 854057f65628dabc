// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text as bytes. */
final class Utf8 {
  private Utf8() {}

  /** Half a character has no bytes in UTF-8, and would come back as something else. */
  static byte[] bytes(String text) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "a sample has a text with half a surrogate pair, which no file can hold", e);
    }
  }
}
