// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is done about a failure while it is under way. */
final class StorageFailure {
  private StorageFailure() {}

  /** Deletes a half-made file. A second failure goes with the first: whoever makes the file again deletes it then. */
  static void deleteAfter(IOException first, Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      first.addSuppressed(e);
    }
  }
}
