// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.FailedStatement;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;

/** The one place that knows the compressing library. */
final class Brotli {
  private static final int BUFFER_BYTES = 64 * 1024;

  private Brotli() {}

  /** Says at the beginning, not at the first flush, that this machine cannot compress. */
  static void require() {
    if (!Brotli4jLoader.isAvailable()) {
      throw new CannotOpenException(
          "load Brotli's native library for "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + ": it is not there, or cannot be unpacked; add the brotli4j native jar of this"
              + " platform, and point -Dcom.aayushatharva.brotli4j.native.workdir to a folder that"
              + " may hold programs",
          FailedStatement.NONE,
          Brotli4jLoader.getUnavailabilityCause());
    }
  }

  static OutputStream output(Path file, int level) throws IOException {
    OutputStream out = new FileOutputStream(file.toFile());
    try {
      return new BrotliOutputStream(out, Encoder.Parameters.create(level), BUFFER_BYTES);
    } catch (IOException | RuntimeException e) {
      out.close();
      throw e;
    }
  }

  static InputStream input(Path file) throws IOException {
    InputStream in = new FileInputStream(file.toFile());
    try {
      return new WholeBrotliStream(in);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** CRC32C of what a file has in it, or -1 where it cannot be read to its end. */
  static long checksum(Path file) throws IOException {
    CRC32C checksum = new CRC32C();
    try (InputStream content = input(file)) {
      InputStream checked = new CheckedInputStream(content, checksum);
      byte[] buffer = new byte[BUFFER_BYTES];
      while (checked.read(buffer, 0, buffer.length) >= 0) {
        // The checksum is all that is wanted.
      }
      return checksum.getValue();
    } catch (DamagedStreamException e) {
      return -1;
    }
  }

  /** What is compressed in a file is damaged; other exceptions say that the file could not be read. */
  static final class DamagedStreamException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedStreamException(String message, @Nullable IOException cause) {
      super(message, cause);
    }
  }

  /** A Brotli stream that is all of its file: the library would not miss what comes after the end. */
  private static final class WholeBrotliStream extends InputStream {
    private final ReadFailures file;
    private final BrotliInputStream content;

    WholeBrotliStream(InputStream file) throws IOException {
      this.file = new ReadFailures(file);
      this.content = new BrotliInputStream(this.file, BUFFER_BYTES);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int count;
      try {
        count = content.read(buffer, from, length);
      } catch (IOException e) {
        if (file.failed || IoErrors.isInterrupt(e)) {
          throw e;
        }
        throw new DamagedStreamException(
            "it is not what was compressed (" + e.getMessage() + ")", e);
      }
      if (count < 0 && file.read() >= 0) {
        throw new DamagedStreamException("there is more behind its end", null);
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      content.close();
    }
  }

  /** Remembers that the disk failed, which is no damage of the content. */
  private static final class ReadFailures extends InputStream {
    private final InputStream file;
    private boolean failed;

    ReadFailures(InputStream file) {
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      try {
        return file.read();
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      try {
        return file.read(buffer, from, length);
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
