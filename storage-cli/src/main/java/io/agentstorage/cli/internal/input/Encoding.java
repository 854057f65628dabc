// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The encoding that the first bytes of a text show: a byte-order mark, else the zero bytes that UTF-16 has where text
 * begins with ASCII (RFC 4627 section 3), else UTF-8.
 *
 * @param charset the encoding
 * @param markLength how many bytes the byte-order mark has
 */
record Encoding(Charset charset, int markLength) {

  static Encoding of(byte[] bytes, int length) {
    int b0 = length > 0 ? bytes[0] & 0xff : -1;
    int b1 = length > 1 ? bytes[1] & 0xff : -1;
    int b2 = length > 2 ? bytes[2] & 0xff : -1;
    if (b0 == 0xef && b1 == 0xbb && b2 == 0xbf) {
      return new Encoding(StandardCharsets.UTF_8, 3);
    }
    if (b0 == 0xfe && b1 == 0xff) {
      return new Encoding(StandardCharsets.UTF_16BE, 2);
    }
    if (b0 == 0xff && b1 == 0xfe) {
      return new Encoding(StandardCharsets.UTF_16LE, 2);
    }
    if (b0 == 0 && b1 > 0) {
      return new Encoding(StandardCharsets.UTF_16BE, 0);
    }
    if (b0 > 0 && b1 == 0 && b2 != 0) {
      return new Encoding(StandardCharsets.UTF_16LE, 0);
    }
    return new Encoding(StandardCharsets.UTF_8, 0);
  }
}
