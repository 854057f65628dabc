// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Standard input that another thread may close, which ends a read that waits for whoever writes there. Of the JVM's own
 * the read would go on, and Ctrl-C would have to wait for it.
 */
public final class ClosableInput extends InputStream {
  private final FileInputStream file;
  private final FileChannel channel;

  /** Standard input of this process. */
  public ClosableInput() {
    this.file = new FileInputStream(FileDescriptor.in);
    this.channel = file.getChannel();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return channel.read(ByteBuffer.wrap(target, offset, length));
  }

  @Override
  public int available() throws IOException {
    return file.available();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
