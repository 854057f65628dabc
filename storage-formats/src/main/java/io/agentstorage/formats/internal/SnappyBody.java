// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import io.agentstorage.core.error.StorageException;
import java.io.IOException;
import java.io.InputStream;
import org.xerial.snappy.Snappy;

/** A body in Snappy's block format (google/snappy, format_description.txt), which begins with its uncompressed length. */
final class SnappyBody {
  /** What a compressed body may be longer, where nothing in it repeats; from the library's own bound. */
  private static final int OVERHEAD = 32;

  private static final int LENGTH_BYTES = 5;

  private SnappyBody() {}

  /**
   * Reads and uncompresses a body.
   *
   * @param most how many bytes it may have uncompressed
   * @throws Fault if it is larger, or damaged
   */
  static byte[] read(InputStream in, int most) throws IOException, Fault {
    byte[] start = in.readNBytes(LENGTH_BYTES);
    long length = length(start);
    if (length > most) {
      throw new Fault(
          Fault.NOWHERE,
          "expected at most "
              + most
              + " bytes uncompressed, found "
              + length
              + "; MetricReadOptions.largestBody allows more");
    }
    int mostCompressed = (int) Math.min(Integer.MAX_VALUE - 8L, OVERHEAD + length + length / 6);
    byte[] rest = in.readNBytes(mostCompressed - start.length + 1);
    byte[] body = new byte[start.length + rest.length];
    System.arraycopy(start, 0, body, 0, start.length);
    System.arraycopy(rest, 0, body, start.length, rest.length);
    if (body.length > mostCompressed) {
      throw new Fault(
          Fault.NOWHERE,
          "expected a Snappy block of " + length + " bytes, found more than that takes");
    }
    return uncompressed(body);
  }

  private static long length(byte[] start) throws Fault {
    long length = 0;
    for (int i = 0; i < start.length; i++) {
      length |= (long) (start[i] & 0x7f) << 7 * i;
      if (start[i] >= 0) {
        return length;
      }
    }
    throw new Fault(
        Fault.NOWHERE,
        start.length == 0
            ? "expected a Snappy block, found nothing"
            : "expected a Snappy block, which begins with its length, found none");
  }

  private static byte[] uncompressed(byte[] body) throws IOException, Fault {
    try {
      if (!Snappy.isValidCompressedBuffer(body)) {
        throw new Fault(
            Fault.NOWHERE,
            "expected a Snappy block, found damage; it was cut off or is of another format, such as"
                + " Snappy's framing");
      }
      return Snappy.uncompress(body);
    } catch (LinkageError e) {
      throw new StorageException(
          "uncompress a remote_write body: the native library of Snappy cannot be loaded; give"
              + " -Dorg.xerial.snappy.tempdir= a folder from which programs may run",
          e);
    }
  }
}
