// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;

/** Bytes in memory, but not more than so many. Not thread-safe. */
final class BoundedBytes extends OutputStream {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private final int most;

  /** There are more. */
  static final class FullException extends IOException {
    private static final long serialVersionUID = 1L;

    FullException(int most) {
      super("more than " + most + " bytes");
    }
  }

  BoundedBytes(int most) {
    this.most = most;
  }

  @Override
  public void write(int b) throws IOException {
    reserve(1);
    bytes.write(b);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    reserve(length);
    bytes.write(from, offset, length);
  }

  private void reserve(int more) throws FullException {
    if (more > most - bytes.size()) {
      throw new FullException(most);
    }
  }

  String toString(Charset charset) {
    return bytes.toString(charset);
  }
}
