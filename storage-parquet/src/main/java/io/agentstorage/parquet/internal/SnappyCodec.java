// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.FailedStatement;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyError;

/**
 * Snappy for Parquet's writer. The library's own way to it goes through Hadoop's configuration, with all that this brings.
 */
final class SnappyCodec implements CompressionCodecFactory {
  /**
   * Loads the native library.
   *
   * @throws CannotOpenException if that fails
   */
  static void require() {
    try {
      Snappy.maxCompressedLength(0);
    } catch (LinkageError | SnappyError e) {
      throw new CannotOpenException(
          "load the native library of snappy-java: "
              + e.getMessage()
              + "; it is unpacked to a temporary folder first: let"
              + " -Dorg.xerial.snappy.tempdir name one that may be written and executed from",
          FailedStatement.NONE,
          e);
    }
  }

  /** What compressed bytes become, which must have exactly the length that was announced. */
  static byte[] decompress(byte[] compressed, int from, int length, int expected)
      throws IOException {
    if (Snappy.uncompressedLength(compressed, from, length) != expected) {
      throw new IOException("it does not decompress to the length that its header tells");
    }
    byte[] plain = new byte[expected];
    Snappy.uncompress(compressed, from, length, plain, 0);
    return plain;
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    if (codec != CompressionCodecName.SNAPPY) {
      throw new UnsupportedOperationException("only Snappy is written, not " + codec);
    }
    return new Compressor();
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("files are read without Parquet's own file reader");
  }

  @Override
  public void release() {}

  private static final class Compressor implements BytesInputCompressor {
    private byte[] compressed = new byte[0]; // the writer copies from it before the next page

    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
      byte[] plain = bytes.toInputStream().readNBytes(Math.toIntExact(bytes.size()));
      int atMost = Snappy.maxCompressedLength(plain.length);
      if (compressed.length < atMost) {
        compressed = new byte[atMost];
      }
      int length = Snappy.compress(plain, 0, plain.length, compressed, 0);
      return BytesInput.from(ByteBuffer.wrap(compressed, 0, length));
    }

    @Override
    public CompressionCodecName getCodecName() {
      return CompressionCodecName.SNAPPY;
    }

    @Override
    public void release() {
      compressed = new byte[0];
    }
  }
}
