// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root of the command line. */
@Command(name = "agent-storage", mixinStandardHelpOptions = true, version = "agent-storage 0.1.0")
public final class Main {
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
