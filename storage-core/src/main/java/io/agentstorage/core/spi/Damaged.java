// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.error.FailedStatement;
import org.jspecify.annotations.Nullable;

/** What is thrown where a column holds what nothing of this library has written. Thread-safe. */
public final class Damaged {
  private Damaged() {}

  /**
   * The failure.
   *
   * @param what what the column holds, without the value itself
   * @param cause what found it out, or null
   * @return the exception to throw
   */
  public static CorruptException column(String what, @Nullable Throwable cause) {
    return new CorruptException(
        "read a column: the database holds "
            + what
            + "; something else wrote to it, or it is damaged: restore it from a backup",
        FailedStatement.NONE,
        cause);
  }

  /**
   * Checks a length.
   *
   * @param stored the stored bytes
   * @param length how many there must be
   * @param what what they are
   * @throws CorruptException if there are more or less
   */
  public static void requireLength(byte[] stored, int length, String what) {
    if (stored.length != length) {
      throw column(what + " of " + stored.length + " bytes, where all have " + length, null);
    }
  }
}
