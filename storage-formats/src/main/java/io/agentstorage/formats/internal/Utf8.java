// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes UTF-8 without ever putting something else in the place of what is none. */
final class Utf8 {
  private Utf8() {}

  /** Whether there are only characters of one byte. */
  static boolean isAscii(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  static void check(byte[] bytes, int from, int to) throws Fault {
    if (!isAscii(bytes, from, to)) {
      decode(bytes, from, to);
    }
  }

  static String decode(byte[] bytes, int from, int to) throws Fault {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
    CharBuffer out = CharBuffer.allocate(to - from);
    if (decoder.decode(in, out, true).isError()) {
      throw new Fault(
          in.position(),
          "expected UTF-8, found byte 0x%02x, which is no character; convert the input to UTF-8"
              .formatted(bytes[in.position()] & 0xff));
    }
    return out.flip().toString();
  }
}
