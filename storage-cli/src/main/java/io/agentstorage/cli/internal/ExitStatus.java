// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

/** How a command ends, for scripts. They are documented in the help of the root command. */
public final class ExitStatus {
  /** All was done. */
  public static final int DONE = 0;

  /** Something of the input was rejected, or the one thing asked for is not there. */
  public static final int PARTLY = 1;

  /** The command line is wrong; nothing was done. */
  public static final int USAGE = 2;

  /** The database or a file failed. */
  public static final int FAILED = 3;

  /** Ctrl-C, as shells number it. */
  public static final int INTERRUPTED = 130;

  private ExitStatus() {}
}
