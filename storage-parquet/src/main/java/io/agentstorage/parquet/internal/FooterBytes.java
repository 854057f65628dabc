// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * The footer of a Parquet file (parquet-format, README, "File format"): a file begins and ends with PAR1, before the last
 * is the length of the footer in four bytes, the lowest first, and before that the footer. Not compared by what is in it.
 */
final class FooterBytes {
  private static final int MAGIC_BYTES = 4;
  private static final int LENGTH_BYTES = 4;

  private final long position;
  private final byte[] bytes;

  private FooterBytes(long position, byte[] bytes) {
    this.position = position;
    this.bytes = bytes;
  }

  /** Where in the file it begins. */
  long position() {
    return position;
  }

  byte[] bytes() {
    return bytes;
  }

  /**
   * Reads it.
   *
   * @throws NoFooterException if there is none
   */
  static FooterBytes read(FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < MAGIC_BYTES + LENGTH_BYTES + MAGIC_BYTES) {
      throw new NoFooterException("it has only " + size + " bytes, which no Parquet file has");
    }
    requireMagic(channel, 0, "begin");
    requireMagic(channel, size - MAGIC_BYTES, "end");
    long end = size - MAGIC_BYTES - LENGTH_BYTES;
    long length =
        Integer.toUnsignedLong(
            ByteBuffer.wrap(bytes(channel, end, LENGTH_BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt());
    if (length > end - MAGIC_BYTES || length > Integer.MAX_VALUE - 8) {
      throw new NoFooterException(
          "it tells a footer of " + length + " bytes before byte " + end + ", which is too long");
    }
    return new FooterBytes(end - length, bytes(channel, end - length, (int) length));
  }

  /** Reads so many bytes from a place, which must be there. */
  static byte[] bytes(FileChannel channel, long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new EOFException("the file ends before byte " + (position + length));
      }
    }
    return buffer.array();
  }

  private static void requireMagic(FileChannel channel, long position, String what)
      throws IOException {
    String found = new String(bytes(channel, position, MAGIC_BYTES), StandardCharsets.ISO_8859_1);
    if (found.equals("PARE")) {
      throw new NoFooterException("it is an encrypted Parquet file");
    }
    if (!found.equals("PAR1")) {
      throw new NoFooterException("it does not " + what + " with PAR1, as Parquet files do");
    }
  }

  /** It is no Parquet file, or one that was cut off. */
  static final class NoFooterException extends IOException {
    private static final long serialVersionUID = 1L;

    NoFooterException(String message) {
      super(message);
    }
  }
}
