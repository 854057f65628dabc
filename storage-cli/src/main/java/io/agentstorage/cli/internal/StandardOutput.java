// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that does not hide its failures, as a {@link java.io.PrintStream} does: what fails ends the command.
 * After that everything is swallowed, so that what still waits in buffers does not fail again.
 */
public final class StandardOutput extends OutputStream {

  /** Standard output cannot be written. */
  public static final class FailedException extends UncheckedIOException {
    private static final long serialVersionUID = 1;

    FailedException(IOException cause) {
      super("standard output cannot be written: " + cause.getMessage(), cause);
    }

    /**
     * Whether its reader wanted no more, as {@code head} does, which is no failure.
     *
     * @return true if it is a pipe that nobody reads
     */
    public boolean unwanted() {
      return String.valueOf(getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }
  }

  private final FileOutputStream file = new FileOutputStream(FileDescriptor.out);
  private @Nullable FailedException failure;

  /** Standard output of this process. */
  public StandardOutput() {}

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (failure == null) {
      try {
        file.write(bytes, offset, length);
      } catch (IOException e) {
        failure = new FailedException(e);
        throw failure;
      }
    }
  }
}
