// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what was measured. */
public final class ResultFile {
  private ResultFile() {}

  /**
   * Writes a file over what is there.
   *
   * @param file the file; its folder is made where it is not there
   * @param text its content
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, String text) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, text);
  }
}
