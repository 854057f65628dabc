// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.formats.MetricFormat;
import io.agentstorage.formats.MetricReadOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Makes the reader of a format. */
public final class Inputs {
  private static final int END = 8;

  private Inputs() {}

  /**
   * Opens an input.
   *
   * @param in where from; closed with what is returned, and if this fails
   * @param format how the samples are written
   * @param options how they are read
   * @return the samples, to be closed
   * @throws StorageException if the input fails
   */
  public static SampleSource read(InputStream in, MetricFormat format, MetricReadOptions options) {
    try {
      BufferedInputStream buffered = new BufferedInputStream(in, Detector.HEAD);
      // The length at the start of a remote_write body may look like gzip.
      return open(
          format == MetricFormat.REMOTE_WRITE ? buffered : Detector.unpacked(buffered),
          format,
          options);
    } catch (IOException e) {
      throw closed(in, new Rejects(options, "line").reading(0, e));
    }
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @param options how it is read
   * @return the samples, to be closed
   * @throws CannotOpenException if there is no such file, or it may not be read
   * @throws StorageException if reading fails
   */
  public static SampleSource open(Path file, MetricReadOptions options) {
    byte[] end;
    InputStream in;
    try {
      end = end(file);
      in = Files.newInputStream(file);
    } catch (IOException e) {
      throw new CannotOpenException(
          "read " + file + ": " + e + "; look whether it is there and may be read",
          FailedStatement.NONE,
          e);
    }
    try {
      BufferedInputStream content =
          new BufferedInputStream(
              Detector.unpacked(new BufferedInputStream(in, Detector.HEAD)), Detector.HEAD);
      content.mark(Detector.HEAD);
      byte[] head = content.readNBytes(Detector.HEAD);
      content.reset();
      return open(content, Detector.format(String.valueOf(file.getFileName()), head, end), options);
    } catch (IOException e) {
      throw closed(in, new Rejects(options, "line").reading(0, e));
    }
  }

  private static byte[] end(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return new byte[0]; // what comes out of a pipe could not be read again
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(Math.max(0, channel.size() - END));
      ByteBuffer end = ByteBuffer.allocate(END);
      int read = 0;
      while (read >= 0 && end.hasRemaining()) {
        read = channel.read(end);
      }
      return Arrays.copyOf(end.array(), end.position());
    }
  }

  private static StorageException closed(InputStream in, StorageException failure) {
    try {
      in.close();
    } catch (IOException closing) {
      failure.addSuppressed(closing);
    }
    return failure;
  }

  private static SampleSource open(InputStream in, MetricFormat format, MetricReadOptions options) {
    return switch (format) {
      case PROMETHEUS_TEXT -> TextInput.prometheus(in, options);
      case OPENMETRICS -> TextInput.openMetrics(in, options);
      case REMOTE_WRITE -> RemoteWriteInput.open(in, options);
      case JSON -> JsonInput.open(in, options);
    };
  }
}
