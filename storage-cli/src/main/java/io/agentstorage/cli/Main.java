// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli;

import io.agentstorage.cli.internal.ClosableInput;
import io.agentstorage.cli.internal.ExitStatus;
import io.agentstorage.cli.internal.RootCommand;
import io.agentstorage.cli.internal.StandardOutput;
import io.agentstorage.core.error.StorageException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The {@code agent-storage} command. */
public final class Main {
  private Main() {}

  /**
   * Runs the command and ends the JVM with its exit status.
   *
   * @param arguments the command line
   */
  @SuppressWarnings("SystemExitOutsideMain")
  public static void main(String[] arguments) {
    System.setIn(new ClosableInput());
    // Buffered and in UTF-8, whatever the terminal's locale: data goes to other programs.
    System.setOut(
        new PrintStream(
            new BufferedOutputStream(new StandardOutput(), 1 << 16),
            false,
            StandardCharsets.UTF_8));
    int status = run(arguments);
    try {
      System.out.flush();
    } catch (StandardOutput.FailedException e) {
      status = e.unwanted() ? status : failed(e);
    }
    System.exit(status);
  }

  /**
   * Runs the command.
   *
   * @param arguments the command line
   * @return its exit status
   */
  public static int run(String... arguments) {
    return RootCommand.commandLine(arguments)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, command, parsed) -> failed(e))
        .execute(arguments);
  }

  private static int failed(Exception e) {
    if (e instanceof StandardOutput.FailedException output && output.unwanted()) {
      return ExitStatus.DONE;
    }
    if (e instanceof StorageException
        || e instanceof IOException
        || e instanceof UncheckedIOException) {
      System.err.println("agent-storage: " + e.getMessage());
    } else {
      System.err.println("agent-storage: internal error, please report it");
      e.printStackTrace();
    }
    return ExitStatus.FAILED;
  }
}
