// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.UUID;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * A file under another name beside that which it will have, until it is complete. Digests what is written. Not
 * thread-safe.
 */
final class TemporaryFile implements OutputFile {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path file;
  private final Path temporary;
  private final MessageDigest digest = Sha256.create();
  private final Stream stream;

  private TemporaryFile(Path file, Path temporary) throws IOException {
    this.file = file;
    this.temporary = temporary;
    this.stream =
        new Stream(
            new BufferedOutputStream(
                new DigestOutputStream(
                    Files.newOutputStream(
                        temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    digest),
                BUFFER_BYTES));
  }

  /**
   * Begins it.
   *
   * @throws FileAlreadyExistsException if the name is taken already
   */
  static TemporaryFile begin(Path file) throws IOException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    return new TemporaryFile(
        file, file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp"));
  }

  /** Gives the file its checksum and its name, when the stream is closed. */
  long publish() throws IOException {
    Seal.set(temporary, digest.digest());
    Durable.syncFile(temporary);
    long bytes = Files.size(temporary);
    Durable.publish(temporary, file);
    return bytes;
  }

  /** From now on what is written is dropped: Parquet's writer lets go of its memory only by writing out what it has. */
  void discard() {
    stream.discarding = true;
  }

  void delete() throws IOException {
    try {
      stream.out.close();
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) {
    return stream;
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) {
    return stream;
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  @Override
  public String getPath() {
    return temporary.toString();
  }

  private static final class Stream extends PositionOutputStream {
    private final OutputStream out;
    private long position;
    private boolean discarding;

    private Stream(OutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int b) throws IOException {
      if (!discarding) {
        out.write(b);
      }
      position++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (!discarding) {
        out.write(bytes, from, length);
      }
      position += length;
    }

    @Override
    public void flush() throws IOException {
      if (!discarding) {
        out.flush();
      }
    }

    @Override
    public void close() throws IOException {
      if (!discarding) {
        out.close();
      }
    }
  }
}
