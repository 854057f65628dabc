// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The checksum of a whole file, inside the file. Parquet has checksums of pages only: headers, statistics and the footer
 * have none. So the footer has a text of 64 zeros, which is replaced, when the file is complete, by the SHA-256 that the
 * file has with the zeros.
 */
final class Seal {
  static final String ROWS_KEY = "agentstorage.rows";
  static final String DIGEST_KEY = "agentstorage.rows.sha256";
  static final String CHECKSUM_KEY = "agentstorage.file.sha256";
  static final String PLACEHOLDER = "0".repeat(64);

  /** In Thrift's compact protocol: the second field, a text; then its length, 64. */
  private static final byte[] BETWEEN = {0x18, 0x40};

  private Seal() {}

  /** Puts the checksum into a complete file that has the placeholder. */
  static void set(Path file, byte[] checksum) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long at = find(channel, PLACEHOLDER);
      if (at < 0) {
        throw new IOException("the footer has no room for the checksum");
      }
      ByteBuffer text = bytes(HexFormat.of().formatHex(checksum));
      while (text.hasRemaining()) {
        at += channel.write(text, at);
      }
    }
  }

  /** Whether a file has the checksum that its footer tells. */
  static boolean holds(Path file, FileChannel channel, String expected) throws IOException {
    long at = find(channel, expected);
    return at >= 0 && HexFormat.of().formatHex(checksum(file, at)).equals(expected);
  }

  /** Reads all bytes, with zeros for those from here on. */
  private static byte[] checksum(Path file, long zerosFrom) throws IOException {
    MessageDigest digest = Sha256.create();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] block = new byte[64 * 1024];
      long position = 0;
      for (int length = in.read(block); length >= 0; length = in.read(block)) {
        for (int i = 0; i < PLACEHOLDER.length(); i++) {
          long inBlock = zerosFrom + i - position;
          if (inBlock >= 0 && inBlock < length) {
            block[(int) inBlock] = '0';
          }
        }
        digest.update(block, 0, length);
        position += length;
      }
    }
    return digest.digest();
  }

  /** Where in the file the text of the checksum is; -1 if it is not there exactly once. */
  private static long find(FileChannel channel, String text) throws IOException {
    FooterBytes footer = FooterBytes.read(channel);
    byte[] key = CHECKSUM_KEY.getBytes(StandardCharsets.US_ASCII);
    byte[] value = text.getBytes(StandardCharsets.US_ASCII);
    byte[] wanted = new byte[key.length + BETWEEN.length + value.length];
    System.arraycopy(key, 0, wanted, 0, key.length);
    System.arraycopy(BETWEEN, 0, wanted, key.length, BETWEEN.length);
    System.arraycopy(value, 0, wanted, key.length + BETWEEN.length, value.length);
    long found = -1;
    for (int i = 0; i + wanted.length <= footer.bytes().length; i++) {
      if (Arrays.equals(footer.bytes(), i, i + wanted.length, wanted, 0, wanted.length)) {
        if (found >= 0) {
          return -1;
        }
        found = footer.position() + i + key.length + BETWEEN.length;
      }
    }
    return found;
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
