// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs other programs. */
final class Processes {
  private Processes() {}

  /**
   * Runs one to its end.
   *
   * @return what it printed
   * @throws IOException if it cannot be started, or with what it complained of if it fails
   */
  static String run(Path folder, List<String> command) throws IOException {
    Result result = result(folder, command);
    if (result.status() != 0) {
      throw new IOException(
          String.join(" ", command) + " ended with " + result.status() + ": " + result.errors());
    }
    return result.output();
  }

  /**
   * How a program ended.
   *
   * @param status 0 if well
   * @param output what it printed
   * @param errors what it complained of
   */
  record Result(int status, String output, String errors) {}

  static Result result(Path folder, List<String> command) throws IOException {
    // To a file: a pipe that nobody empties would stop it.
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      return new Result(status, output, Files.readString(errors).strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command.get(0) + " ran", e);
    } finally {
      process.destroy();
      Files.deleteIfExists(errors);
    }
  }
}
